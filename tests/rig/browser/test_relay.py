"""The line between the driver and the browser: for the driver alone, and for one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from chaoslab.rig.browser.relay import Relay, open_relay
from tests.rig.browser.made_pipe import MadePipe

LONG = "x" * 2_000_000  # longer than a library's usual limit, as a screenshot is


@asynccontextmanager
async def relayed(heard: list[str] | None = None, own: str = "no such") -> AsyncIterator[tuple[MadePipe, Relay]]:
    made = MadePipe()
    hear = [] if heard is None else heard
    async with open_relay(made.pipe, lambda text: text.startswith(own), hear.append) as relay:
        yield made, relay


async def test_what_the_browser_says_is_heard_and_handed_on() -> None:
    heard: list[str] = []
    async with relayed(heard) as (made, relay), connect(relay.url, max_size=None) as driver:
        for sent in ("one", LONG):
            await driver.send(sent)
            assert await made.told.get() == sent
            made.says(sent)
            assert await driver.recv() == sent
    assert heard == ["one", LONG]


async def test_what_is_for_the_lab_alone_never_reaches_the_driver() -> None:
    heard: list[str] = []
    async with relayed(heard, own="ours") as (made, relay), connect(relay.url) as driver:
        await driver.send("there")
        await made.told.get()
        made.says("ours 1", "ours 2", "theirs")
        assert await driver.recv() == "theirs"
    assert heard == ["theirs"]


async def test_a_driver_that_stands_still_does_not_keep_the_lab_from_hearing_the_browser() -> None:
    ours = asyncio.Event()
    made = MadePipe()

    def own(text: str) -> bool:
        if text == "ours":
            ours.set()
        return ours.is_set()

    async with open_relay(made.pipe, own, lambda _: None) as relay, connect(relay.url, max_queue=1) as driver:
        await driver.send("there")
        await made.told.get()
        made.says(*[LONG] * 20, "ours")
        await asyncio.wait_for(ours.wait(), 5)
        relay.cut()


async def test_the_end_of_the_browser_is_the_end_of_the_line() -> None:
    async with relayed() as (made, relay), connect(relay.url) as driver:
        made.ends()
        with pytest.raises(ConnectionClosed):
            await driver.recv()


async def test_a_browser_that_is_gone_ends_the_line_at_once() -> None:
    async with relayed() as (made, relay):
        made.ends()
        await asyncio.sleep(0)  # it is read
        async with connect(relay.url) as driver:
            with pytest.raises(ConnectionClosed):
                await driver.recv()


async def test_a_line_that_is_cut_ends_at_once_although_neither_side_listens() -> None:
    async with relayed() as (_, relay), connect(relay.url) as driver:
        await driver.send("there")
        relay.cut()
        with pytest.raises(ConnectionClosed):
            await driver.recv()


@pytest.mark.parametrize("origin", ["http://127.0.0.1:8000", "https://player.example", "null"])
async def test_a_page_is_refused_even_if_it_knows_the_path(origin: str) -> None:
    async with relayed() as (made, relay):
        with pytest.raises(InvalidStatus, match="403"):
            await connect(relay.url, origin=origin)  # type: ignore[arg-type]
        assert made.told.empty()


@pytest.mark.parametrize("path", ["/", "/devtools/browser", "/json/version", "/%00", "/é"])
async def test_who_does_not_know_the_path_is_refused(path: str) -> None:
    async with relayed() as (_, relay):
        with pytest.raises(InvalidStatus, match="403"):
            await connect(f"ws://{urlsplit(relay.url).netloc}{path}")


async def test_a_name_that_only_leads_to_loopback_is_refused() -> None:
    async with relayed() as (_, relay):
        place = urlsplit(relay.url)
        with pytest.raises(InvalidStatus, match="403"):
            await connect(f"ws://rebound.example{place.path}", host="127.0.0.1", port=place.port)


async def test_a_second_driver_finds_nobody_who_listens() -> None:
    async with relayed() as (made, relay), connect(relay.url) as driver:
        await driver.send("there")
        await made.told.get()
        with pytest.raises(ConnectionRefusedError):
            await connect(relay.url)


async def test_those_who_are_refused_do_not_keep_the_driver_out() -> None:
    async with relayed() as (made, relay):
        with pytest.raises(InvalidStatus, match="403"):
            await connect(f"{relay.url}x")
        async with connect(relay.url) as driver:
            await driver.send("there")
            assert await made.told.get() == "there"


async def test_no_two_paths_are_alike_and_none_can_be_guessed() -> None:
    async with relayed() as (_, one), relayed() as (_, other):
        paths = {urlsplit(relay.url).path for relay in (one, other)}
    assert len(paths) == 2
    assert all(len(path) >= 1 + 128 / 6 for path in paths)  # six bits in each letter


async def test_what_is_no_websocket_is_turned_away_without_a_word(caplog: pytest.LogCaptureFixture) -> None:
    async with relayed() as (_, relay):
        reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(relay.url).port)
        writer.write(b"GET /json/version HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert (await reader.readline()).split()[1] not in (b"101", b"200")
        writer.close()
        await writer.wait_closed()
    assert caplog.records == []
