"""The line between the driver and the browser."""

import pytest
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from chaoslab.rig.browser.relay import open_relay
from chaoslab.rig.processes.ports import listening_socket

LONG = "x" * 2_000_000  # longer than a library's usual limit, as a screenshot is


async def echo(connection: ServerConnection) -> None:
    async for message in connection:
        if message == "bye":
            return
        await connection.send(message)


async def test_what_the_browser_says_is_heard_and_handed_on() -> None:
    heard: list[str] = []
    async with serve(echo, "127.0.0.1", 0, max_size=None) as browser:
        port = next(iter(browser.sockets)).getsockname()[1]
        async with (
            open_relay(f"ws://127.0.0.1:{port}/", heard.append) as through,
            connect(through, max_size=None) as driver,
        ):
            for sent in ("one", LONG):
                await driver.send(sent)
                assert await driver.recv() == sent
    assert heard == ["one", LONG]


async def test_the_end_of_the_browser_is_the_end_of_the_line() -> None:
    async with serve(echo, "127.0.0.1", 0) as browser:
        port = next(iter(browser.sockets)).getsockname()[1]
        async with open_relay(f"ws://127.0.0.1:{port}/", lambda _: None) as through, connect(through) as driver:
            await driver.send("bye")
            with pytest.raises(ConnectionClosed):
                await driver.recv()


async def test_a_browser_that_is_not_there_ends_the_line_at_once() -> None:
    with listening_socket() as taken:
        port = taken.getsockname()[1]
    async with open_relay(f"ws://127.0.0.1:{port}/", lambda _: None) as through, connect(through) as driver:
        with pytest.raises(ConnectionClosed):
            await driver.recv()
