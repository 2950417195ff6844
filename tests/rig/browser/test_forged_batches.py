"""What a page may put in the way of the recorder's batches is not taken for one, and breaks nothing."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from chaoslab.timeline.events import EventName
from tests.rig.browser.test_page_watch import FakeSession, mark, told, watched

WRONG = {
    "a forged witness": (1.0, "fault.seen", {"step": 0, "fault": "latency", "witness": "me", "detail": ""}),
    "a list as a number": (1.0, "media.playing", {"media": [], "position": 1.0}),
    "an unknown name": (1.0, "no.such", {}),
    "a time to come": (1e15, "mark.made", {"name": "a", "data": None}),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("first", [True, False], ids=["before its clock is known", "after"])
async def test_a_batch_that_the_recorder_cannot_have_made_is_lost_as_a_whole_and_the_next_one_arrives(
    wrong: tuple[float, str, Mapping[str, Any]], first: bool
) -> None:
    session = FakeSession()
    watch, record = await watched(session)
    if not first:
        session.ship(0)
        await watch.settle()
    session.ship(0 if first else 1, mark("a"), wrong)
    session.ship(1 if first else 2, mark("b"))
    await watch.settle()
    marks, (lost,) = told(record)
    assert marks == ["b"]
    assert (lost["expected"], lost["got"], bool(lost["why"])) == (1, 0, True)
    assert record.so_far().named(EventName.FAULT_SEEN, EventName.MEDIA_PLAYING) == ()


async def test_what_comes_without_the_recorders_token_is_not_listened_to_and_is_told_once() -> None:
    session = FakeSession()
    watch, record = await watched(session)
    session.ship(0, mark("a"))
    token = session.token
    for forged in ("", "f" * len(token), token[:-1]):
        session.token = forged
        session.ship(1, mark("forged"))
    session.token = token
    session.ship(1, mark("b"))
    await watch.settle()
    assert told(record) == (["a", "b"], [])
    (word,) = record.so_far().named(EventName.CONSOLE_LOGGED)
    assert word.data["level"] == "recorder"
    assert "was not listened to" in word.data["text"]


async def test_each_browser_has_a_token_of_its_own() -> None:
    one, other = FakeSession(), FakeSession()
    await watched(one)
    await watched(other)
    assert len({one.token, other.token, ""}) == 3


async def test_what_waits_for_a_clock_that_is_never_known_is_bounded() -> None:
    session = FakeSession()
    session.silent = True
    watch, record = await watched(session)
    for seq in range(30):
        session.ship(seq, *[mark("a")] * 1_000)
    kept = watch._waiting["1000.5"]
    assert sum(map(len, kept.recorded)) == 20_000
    await asyncio.sleep(0)
    session.emit("Inspector.targetCrashed")
    assert sum(loss["expected"] for loss in told(record)[1]) == 30
