"""Who is on the air, as callbacks tell it, in whatever order they come."""

import asyncio

import pytest

from harness.edge.publications import Publications


async def test_waiting_ends_when_the_publisher_comes() -> None:
    publications = Publications()
    waiting = asyncio.ensure_future(publications.wait("key"))
    await asyncio.sleep(0)
    publications.begin("other", "1")
    await asyncio.sleep(0)
    assert not waiting.done()
    publications.begin("key", "2")
    assert (await waiting).session == "2"
    assert await publications.wait("key") is publications.on_air("key")


async def test_the_end_reaches_those_who_watch_and_no_later_ones() -> None:
    publications = Publications()
    publications.begin("key", "1")
    first = await publications.wait("key")
    assert publications.end("key", "1")
    assert first.ended.is_set()
    assert publications.on_air("key") is None
    publications.begin("key", "2")
    second = await publications.wait("key")
    assert not second.ended.is_set()


async def test_the_late_end_of_an_earlier_publisher_does_not_end_the_present_one() -> None:
    publications = Publications()
    publications.begin("key", "1")
    first = await publications.wait("key")
    publications.begin("key", "2")
    assert first.ended.is_set()
    assert not publications.end("key", "1")
    assert publications.on_air("key")


def test_an_end_without_a_beginning_is_nothing() -> None:
    assert not Publications().end("key", "1")


async def test_silence_is_counted_from_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("harness.edge.publications.time.monotonic", lambda: now)
    publications = Publications()
    assert publications.silent_for("key") is None
    publications.begin("key", "1")
    assert publications.silent_for("key") == 0
    publications.end("key", "1")
    now = 103.0
    assert publications.silent_for("key") == 3


def test_a_publisher_lost_with_its_origin_is_off_the_air_and_what_it_left_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 100.0
    monkeypatch.setattr("harness.edge.publications.time.monotonic", lambda: now)
    publications = Publications()
    publications.begin("lost", "1")
    publications.begin("left", "2")
    publications.end("left", "2")
    publications.lose_all()
    now = 160.0
    assert publications.on_air("lost") is None
    assert publications.silent_for("lost") == 0
    assert publications.silent_for("left") == 60
    publications.begin("lost", "3")
    publications.end("lost", "3")
    now = 165.0
    assert publications.silent_for("lost") == 5
