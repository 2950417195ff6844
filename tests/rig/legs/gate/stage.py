"""A server that echoes, a gate before it, and connections that say how they end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from chaoslab.rig.legs.gate.gate import Gate
from chaoslab.rig.processes.children import wait_until
from chaoslab.rig.processes.ports import LOOPBACK, reserved_ports
from tests.rig.legs.page_router.stage import SOON, Side


@dataclass
class Stage:
    """The gate, its port, and the server's side of each connection."""

    gate: Gate
    port: int
    server_sides: list[Side] = field(default_factory=list)
    server_saw: "asyncio.Queue[str]" = field(default_factory=asyncio.Queue)  # how its connections ended

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Side]:
        """A connection that has been answered."""
        async with self.unanswered() as side:
            await side.send(b"hello")
            await side.exactly(b"hello")
            yield side

    @asynccontextmanager
    async def unanswered(self) -> AsyncIterator[Side]:
        side = Side(*await asyncio.open_connection(LOOPBACK, self.port))
        try:
            yield side
        finally:
            side.writer.transport.abort()


@asynccontextmanager
async def gate_before_echo(*, rests: bool = False) -> AsyncIterator[Stage]:
    """A gate that listens, before a server that says all that it hears."""
    sides: list[Side] = []
    ends: asyncio.Queue[str] = asyncio.Queue()

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        sides.append(Side(reader, writer))
        try:
            while data := await reader.read(1 << 16):
                writer.write(data)
                await writer.drain()
            ends.put_nowait("FIN")
        except OSError:
            ends.put_nowait("RST")
        finally:
            writer.close()

    server = await asyncio.start_server(echo, LOOPBACK, 0)
    with reserved_ports(1) as (port,):
        gate = Gate(port, server.sockets[0].getsockname(), rests=rests)

        async def quiet() -> bool:
            return gate.open_connections == 0

        await gate.open()
        try:
            yield Stage(gate, port, sides, ends)
        finally:
            await gate.refuse("the test is over")
            await gate.hold()
            await wait_until(quiet, what="the gate to have ended its connections", within=SOON)
            server.close()
