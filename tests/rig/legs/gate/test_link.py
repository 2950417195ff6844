"""A link: an end from outside while it is still being made."""

import asyncio

from chaoslab.rig.legs.gate.link import Link
from chaoslab.rig.legs.page_router.tcp_connection import TcpConnection
from chaoslab.rig.processes.ports import LOOPBACK
from tests.rig.legs.page_router.stage import Side


async def test_a_connection_that_is_ended_before_it_leads_anywhere_reaches_nobody() -> None:
    accepted: asyncio.Queue[TcpConnection] = asyncio.Queue()
    reached: asyncio.Queue[Side] = asyncio.Queue()

    async def near(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await accepted.put(TcpConnection(reader, writer))

    async def far(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reached.put(Side(reader, writer))

    near_server = await asyncio.start_server(near, LOOPBACK, 0)
    far_server = await asyncio.start_server(far, LOOPBACK, 0)
    side = Side(*await asyncio.open_connection(*near_server.sockets[0].getsockname()))
    link = Link(await accepted.get())
    link.end("reset")
    await link.carry(*far_server.sockets[0].getsockname())
    assert await side.end() == "RST"
    there = await asyncio.wait_for(reached.get(), 5)
    assert await there.end() == "FIN"
    there.writer.close()
    await there.writer.wait_closed()
    near_server.close()
    far_server.close()
