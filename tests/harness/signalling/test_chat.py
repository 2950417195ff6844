"""Guests join a chat, read what was said, and say something within limits."""

import re
from typing import Any

import pytest

from harness.signalling.chat import Chat
from harness.signalling.desk import CHAT, Desk
from harness.signalling.message import written
from tests.harness.signalling.fakes import FakeRooms, FakeSharing, made_desk

KEY = {"key": "key"}
JOIN, SAY = "chat:join", "chat:message"


async def opened(*sids: str, sharing: FakeSharing | None = None) -> tuple[Chat, Desk, FakeRooms]:
    """Guests in the chat of one stream."""
    desk, rooms = made_desk(sharing)
    talk = Chat(desk)
    for sid in sids:
        talk.arrived(sid, None)
        await talk.heard(sid, JOIN, KEY)
    return talk, desk, rooms


async def test_what_is_said_is_told_to_all_under_a_name_that_the_server_gave() -> None:
    talk, _, rooms = await opened("a", "b")
    assert await talk.heard("a", SAY, {"text": " hello\n", "name": "Admin"}) == {"ok": True}
    ((_, namespace, key, _, told),) = rooms.said
    assert (namespace, key, told["text"]) == (CHAT, "key", "hello")
    assert re.fullmatch(r"Guest \d{4}", told["name"])
    assert set(told) == {"id", "name", "text", "at"}


async def test_who_comes_later_reads_the_last_hundred_oldest_first() -> None:
    talk, desk, _ = await opened()
    for number in range(105):
        desk.broadcasts.at("key").history.append(written("Guest 1234", str(number)))
    talk.arrived("late", None)
    history = (await talk.heard("late", JOIN, KEY) or {})["history"]
    assert [message["text"] for message in history] == [str(number) for number in range(5, 105)]
    assert set(history[0]) == {"id", "name", "text", "at"}


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"text": ""}, "empty"),
        ({"text": " \n\x00"}, "empty"),
        ({"text": 5}, "empty"),
        (None, "empty"),
        ([], "empty"),
        ({"text": "x" * 501}, "too_long"),
        ({"text": "x" * 60_000}, "too_long"),
    ],
)
async def test_a_text_that_is_none_is_answered(said: Any, error: str) -> None:
    talk, _, rooms = await opened("a")
    assert await talk.heard("a", SAY, said) == {"ok": False, "error": error}
    assert rooms.said == []


async def test_the_longest_text_is_let_through() -> None:
    talk, _, _ = await opened("a")
    assert await talk.heard("a", SAY, {"text": "x" * 500}) == {"ok": True}


@pytest.mark.parametrize("said", [None, 5, "key", [], {}, {"key": "a b"}], ids=repr)
async def test_a_bad_key_is_answered(said: Any) -> None:
    talk, _, _ = await opened("a")
    assert await talk.heard("a", JOIN, said) == {"error": "bad_key"}


async def test_who_has_not_joined_cannot_speak() -> None:
    talk, _, _ = await opened()
    talk.arrived("a", None)
    assert await talk.heard("a", SAY, {"text": "hello"}) == {"ok": False, "error": "not_joined"}
    assert await talk.heard("nobody", SAY, {"text": "hello"}) == {"ok": False, "error": "not_joined"}
    assert await talk.heard("nobody", JOIN, KEY) == {"error": "not_connected"}
    assert await talk.heard("a", "no:event", KEY) is None


async def test_nobody_speaks_once_the_stream_has_ended_but_all_can_read() -> None:
    talk, desk, _ = await opened("a")
    await talk.heard("a", SAY, {"text": "last words"})
    await desk.end("key")
    assert await talk.heard("a", SAY, {"text": "hello"}) == {"ok": False, "error": "ended"}
    talk.arrived("late", None)
    assert [message["text"] for message in (await talk.heard("late", JOIN, KEY) or {})["history"]] == ["last words"]


async def test_twenty_messages_in_ten_seconds_are_the_limit() -> None:
    talk, _, rooms = await opened("a", "b")
    for _ in range(20):
        assert await talk.heard("a", SAY, {"text": "x"}) == {"ok": True}
    refused = await talk.heard("a", SAY, {"text": "x"}) or {}
    assert (refused["ok"], refused["error"]) == (False, "rate_limited")
    assert 9000 < refused["retryAfterMs"] <= 10_000
    assert len(rooms.said) == 20
    assert await talk.heard("b", SAY, {"text": "x"}) == {"ok": True}


async def test_ten_joins_in_ten_seconds_are_the_limit() -> None:
    talk, _, _ = await opened("a")
    for _ in range(9):
        assert "history" in (await talk.heard("a", JOIN, KEY) or {})
    assert (await talk.heard("a", JOIN, KEY) or {})["error"] == "rate_limited"


async def test_who_is_gone_leaves_nothing_behind() -> None:
    talk, desk, rooms = await opened("a")
    await talk.gone("a")
    await talk.gone("a")
    assert len(desk.broadcasts) == 0
    assert rooms.there[CHAT, "key"] == set()


async def test_what_was_said_while_the_common_memory_was_away_is_read_with_the_rest() -> None:
    sharing = FakeSharing()
    talk, _, _ = await opened("a", sharing=sharing)
    await talk.heard("a", SAY, {"text": "before"})
    sharing.here = False
    await talk.heard("a", SAY, {"text": "meanwhile"})
    sharing.here = True
    await talk.heard("a", SAY, {"text": "after"})
    talk.arrived("late", None)
    history = (await talk.heard("late", JOIN, KEY) or {})["history"]
    assert sorted(message["text"] for message in history) == ["after", "before", "meanwhile"]
    assert [message.text for message in sharing.kept] == ["before", "after"]
