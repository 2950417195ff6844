"""Viewers join, are counted and told; what they say wrongly is answered."""

from typing import Any

import pytest

from harness.signalling.desk import STREAMING, Desk
from harness.signalling.sharing import StreamStanding
from harness.signalling.streaming import Streaming
from tests.harness.signalling.fakes import FakeRooms, FakeSharing, made_desk

KEY = {"key": "key"}
JOIN, LEAVE = "stream:viewer:join", "stream:viewer:leave"


def opened(*sids: str, sharing: FakeSharing | None = None, **settings: Any) -> tuple[Streaming, Desk, FakeRooms]:
    desk, rooms = made_desk(sharing, **settings)
    talk = Streaming(desk)
    for sid in sids:
        talk.arrived(sid, None)
    return talk, desk, rooms


async def test_each_viewer_is_counted_and_all_are_told() -> None:
    talk, _, rooms = opened("a", "b")
    assert await talk.heard("a", JOIN, KEY) == {"key": "key", "count": 1, "ended": False}
    assert await talk.heard("b", JOIN, KEY) == {"key": "key", "count": 2, "ended": False}
    assert await talk.heard("a", LEAVE, KEY) == {"key": "key", "count": 1}
    assert [told["count"] for told in rooms.of("stream:viewer:count")] == [1, 2, 1]
    assert rooms.there[STREAMING, "key"] == {"b"}


async def test_a_viewer_that_is_gone_is_not_counted_any_more() -> None:
    talk, desk, rooms = opened("a")
    await talk.heard("a", JOIN, KEY)
    await talk.gone("a")
    await talk.gone("a")
    assert rooms.of("stream:viewer:count")[-1] == {"key": "key", "count": 0}
    assert len(desk.broadcasts) == 0


async def test_joining_twice_counts_once() -> None:
    talk, _, _ = opened("a")
    await talk.heard("a", JOIN, KEY)
    assert (await talk.heard("a", JOIN, KEY) or {})["count"] == 1


async def test_who_joins_another_stream_leaves_the_first() -> None:
    talk, desk, _ = opened("a")
    await talk.heard("a", JOIN, KEY)
    await talk.heard("a", JOIN, {"key": "other"})
    assert (await desk.standing("key")).viewers == 0
    assert (await desk.standing("other")).viewers == 1


async def test_the_end_is_told_to_all_who_are_there_and_at_once_to_all_who_come() -> None:
    talk, desk, rooms = opened("a", "b")
    await talk.heard("a", JOIN, KEY)
    await desk.end("key")
    assert ("all", STREAMING, "key", "stream:ended", KEY) in rooms.said
    assert (await talk.heard("b", JOIN, KEY) or {})["ended"] is True
    assert ("one", STREAMING, "b", "stream:ended", KEY) in rooms.said


async def test_an_end_at_another_process_is_told_here_once() -> None:
    sharing = FakeSharing()
    talk, desk, rooms = opened("a", sharing=sharing)
    await talk.heard("a", JOIN, KEY)
    sharing.elsewhere = StreamStanding(0, ended=True)
    await desk.look_around()
    await desk.look_around()
    assert [message for message in rooms.said if message[3] == "stream:ended"] == [
        ("here", STREAMING, "key", "stream:ended", KEY)
    ]


@pytest.mark.parametrize("said", [None, 5, "key", [], {}, {"key": ""}, {"key": "a b"}, {"key": "x" * 201}], ids=repr)
@pytest.mark.parametrize("event", [JOIN, LEAVE])
async def test_a_bad_key_is_answered(event: str, said: Any) -> None:
    talk, _, rooms = opened("a")
    assert await talk.heard("a", event, said) == {"error": "bad_key"}
    assert rooms.said == []


async def test_leaving_what_was_not_joined_is_answered() -> None:
    talk, _, _ = opened("a")
    assert await talk.heard("a", LEAVE, KEY) == {"error": "not_joined"}


async def test_who_never_arrived_or_is_gone_is_answered() -> None:
    talk, _, _ = opened()
    assert await talk.heard("nobody", JOIN, KEY) == {"error": "not_connected"}
    assert await talk.heard("nobody", "no:event", KEY) is None


async def test_arriving_again_by_a_word_of_its_own_leaves_no_ghost() -> None:
    talk, desk, _ = opened("a")
    await talk.heard("a", JOIN, KEY)
    talk.arrived("a", None)
    await talk.gone("a")
    assert (await desk.standing("key")).viewers == 0


async def test_ten_joins_and_leaves_in_ten_seconds_are_the_limit() -> None:
    talk, desk, _ = opened("a", "b")
    for _ in range(5):
        assert "error" not in (await talk.heard("a", JOIN, KEY) or {})
        assert "error" not in (await talk.heard("a", LEAVE, KEY) or {})
    refused = await talk.heard("a", JOIN, KEY) or {}
    assert refused["error"] == "rate_limited"
    assert 9000 < refused["retryAfterMs"] <= 10_000
    assert (await desk.standing("key")).viewers == 0
    assert "error" not in (await talk.heard("b", JOIN, KEY) or {})


async def test_viewers_at_other_processes_count_and_a_change_there_is_told_here() -> None:
    sharing = FakeSharing(elsewhere=StreamStanding(4, ended=False))
    talk, desk, rooms = opened("a", sharing=sharing)
    assert (await talk.heard("a", JOIN, KEY) or {})["count"] == 5
    sharing.elsewhere = StreamStanding(2, ended=False)
    await desk.look_around()
    await desk.look_around()
    assert [told["count"] for told in rooms.of("stream:viewer:count")] == [5, 3]
    assert rooms.said[-1][0] == "here"


async def test_while_the_common_memory_is_away_the_own_viewers_are_counted() -> None:
    sharing = FakeSharing(elsewhere=StreamStanding(4, ended=False))
    talk, desk, rooms = opened("a", sharing=sharing)
    await talk.heard("a", JOIN, KEY)
    sharing.here = False
    await desk.look_around()
    assert rooms.of("stream:viewer:count")[-1]["count"] == 1
