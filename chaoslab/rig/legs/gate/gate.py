"""A gate before one leg: it passes connections on, and can refuse new ones, hold them, or end those that are open."""

import asyncio
import contextlib

from chaoslab.rig.legs.gate.link import Link, Manner
from chaoslab.rig.legs.page_router.tcp_connection import LIMIT, TcpConnection
from chaoslab.rig.processes.ports import LOOPBACK


class Gate:
    """Listens on a loopback port unless new connections are to be refused; `to` is (host, port) behind it.

    Where `rests` is true, connections rest between requests, or are there for one request each: they are ended in the
    midst of an answer, and where none is open, the next one is.
    """

    def __init__(self, port: int, to: tuple[str, int], *, rests: bool = False) -> None:
        self._port, self._to, self._rests = port, to, rests
        self._server: asyncio.Server | None = None
        self._shut: set[str] = set()  # on whose behalf new connections are refused
        self._links: set[Link] = set()
        self._ends_next: dict[Manner, None] = {}  # how the next connections are to end, in order
        self._holding = False
        self._held: set[TcpConnection] = set()

    @property
    def open_connections(self) -> int:
        """How many are handed on."""
        return len(self._links)

    async def open(self) -> None:
        """Begin to listen. Raises OSError when the port is taken."""
        if self._server is None and not self._shut:
            # SO_REUSEADDR, the default, lets it listen on a port that the lab holds reserved.
            self._server = await asyncio.start_server(self._accepted, LOOPBACK, self._port, limit=LIMIT)

    async def refuse(self, who: str) -> None:
        """Refuse new connections until `accept` says otherwise for the same `who`; open ones go on."""
        self._shut.add(who)
        if self._server is not None:
            self._server.close()
            self._server = None

    async def accept(self, who: str) -> None:
        """Take back a refusal. Raises OSError."""
        self._shut.discard(who)
        await self.open()

    async def reset(self) -> None:
        """End what is open with RST; what rests, in its next answer."""
        self._end_all("reset")

    async def close(self) -> None:
        """End what is open with FIN; what rests, in its next answer."""
        self._end_all("close")

    async def spare(self, who: Manner) -> None:
        """Let what was to end by `reset` or by `close`, and has rested ever since, go on."""
        self._ends_next.pop(who, None)
        for link in self._links:
            link.spare(who)

    async def hold(self) -> None:
        """End what is open with FIN; new connections are accepted, and nothing is read from them or said to them."""
        self._holding = True
        for link in tuple(self._links):
            link.end("close")

    async def release(self) -> None:
        """End the connections that were held, and hand new ones on again."""
        self._holding = False
        while self._held:
            self._held.pop().finish()

    def _end_all(self, manner: Manner) -> None:
        if self._rests and not self._links:
            self._ends_next[manner] = None
        for link in tuple(self._links):
            if self._rests:
                link.end_in_an_answer(manner)
            else:
                link.end(manner)

    async def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        near = TcpConnection(reader, writer)
        if self._holding:
            self._held.add(near)
            return
        link = Link(near)
        self._links.add(link)
        while self._ends_next:
            link.end_in_an_answer(self._ends_next.popitem()[0])
        try:
            with contextlib.suppress(OSError):
                await link.carry(*self._to)
        finally:
            self._links.discard(link)
