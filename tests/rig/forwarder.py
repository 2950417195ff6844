"""A TCP port in front of the origin that tests cut and close."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Forwarder:
    """A TCP port in front of the origin that can be cut and closed."""

    target: int
    writers: list[asyncio.StreamWriter] = field(default_factory=list)
    open: bool = True

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self.open:
            writer.transport.abort()
            return
        onward_reader, onward_writer = await asyncio.open_connection("127.0.0.1", self.target)
        self.writers += [writer, onward_writer]
        await asyncio.gather(self.copy(reader, onward_writer), self.copy(onward_reader, writer))

    async def copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while part := await reader.read(1 << 16):
                writer.write(part)
        except OSError:
            pass
        writer.close()

    def cut(self) -> None:
        for writer in self.writers:
            writer.transport.abort()


@asynccontextmanager
async def forwarder(target: int) -> AsyncIterator[tuple[Forwarder, int]]:
    made = Forwarder(target)
    server = await asyncio.start_server(made.accept, "127.0.0.1", 0)
    try:
        yield made, server.sockets[0].getsockname()[1]
    finally:
        made.cut()
        server.close()
