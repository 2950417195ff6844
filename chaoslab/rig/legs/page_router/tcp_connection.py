"""One TCP connection that is handed on, with the three ways in which it can end."""

import asyncio
import socket
import struct

LIMIT = 1 << 14  # bytes; twice as many read ahead of the other side hold the sender back
_AT_ONCE = struct.pack("ii", 1, 0)  # SO_LINGER on, for 0 s: closing sends RST and drops what was not sent


class TcpConnection:
    """Bytes in, bytes out; nothing is held back except what the other side has not taken yet."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        writer.transport.set_write_buffer_limits(high=0)  # so that `drain` waits until the kernel has taken all

    async def read(self) -> bytes:
        """What has come, at least one byte; empty after FIN. Raises OSError after RST."""
        return await self._reader.read(LIMIT * 4)

    async def write(self, data: bytes) -> None:
        """Send, waiting until the kernel has taken it. Raises OSError when the other side is gone."""
        self._writer.write(data)
        await self._writer.drain()

    def half_close(self) -> None:
        """Send FIN after all that was written, and go on reading. Raises OSError when the connection is gone."""
        if not self._writer.is_closing():
            self._writer.write_eof()

    def finish(self) -> None:
        """End with FIN, after all that was written."""
        self._writer.close()

    def reset(self) -> None:
        """End with RST."""
        self._writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        self._writer.transport.abort()

    def drop(self) -> None:
        """End at once, as a program drops a connection it no longer needs; a second end does nothing."""
        self._writer.transport.abort()
