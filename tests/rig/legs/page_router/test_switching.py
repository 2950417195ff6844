"""Connections that switch protocols, as a WebSocket does, carried by the router both ways."""

import asyncio

from chaoslab import clock
from tests.rig.legs.page_router.stage import SOON, Side, stage

FLV = "/live/live/k.flv"
AT_ONCE = 2.0  # seconds
MANY = 1 << 26  # bytes; more than all buffers between the two ends hold
UPGRADE = "Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n"
SWITCHING = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"


async def test_a_connection_that_switches_carries_bytes_both_ways_until_the_server_ends() -> None:
    async def serve(side: Side) -> None:
        await side.send(SWITCHING[:7])  # a head may come in pieces
        await side.send(SWITCHING[7:])
        await side.exactly(b"\x81\x85hello")
        await side.send(b"\x81\x02hi")

    async with stage(socket=serve) as built, built.asking("/socket.io/?EIO=4", headers=UPGRADE) as browser:
        await browser.exactly(SWITCHING)
        await browser.send(b"\x81\x85hello")
        assert await browser.rest() == b"\x81\x02hi"
    ((_, head),) = built.heads
    assert b"Connection: upgrade\r\n" in head and b"Upgrade: websocket\r\n" in head


async def test_a_browser_that_leaves_a_switched_connection_ends_it_on_the_leg_at_once() -> None:
    left_at = asyncio.get_running_loop().create_future()

    async def serve(side: Side) -> None:
        await side.send(SWITCHING)
        await side.reader.read()
        left_at.set_result(clock.now())

    async with stage(socket=serve) as built, built.asking("/socket.io/?EIO=4", headers=UPGRADE) as browser:
        await browser.exactly(SWITCHING)
        gone = clock.now()
        browser.writer.close()
        assert await asyncio.wait_for(left_at, SOON) - gone < AT_ONCE


async def test_a_switch_that_is_refused_is_an_answer_and_no_tunnel() -> None:
    beyond = asyncio.get_running_loop().create_future()

    async def serve(side: Side) -> None:
        await side.send(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        beyond.set_result(await side.reader.read())

    async with stage(socket=serve) as built, built.asking("/socket.io/?EIO=4", headers=UPGRADE) as browser:
        assert (await browser.head()).startswith(b"HTTP/1.1 400")
        await browser.send(b"GET / HTTP/1.1\r\n\r\n")
        assert await browser.rest() == b""
        assert await asyncio.wait_for(beyond, SOON) == b""
