"""lal's HLS as SRS would serve it: no end, numbers that go on when the publisher returns, removal after a set time."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from harness.edge.playlist import Segment, continued, segments_of, written
from harness.edge.publications import Publications
from harness.edge.relay import PLAYLIST, fetched, whole
from harness.edge.upstream import OriginAway, admitted
from harness.exchange import Exchange
from harness.settings import Settings

_OK, _NOT_FOUND, _BAD_GATEWAY = 200, 404, 502


@dataclass(frozen=True, slots=True)
class _Past:
    """What publishers that left have put into the window, and all that lal last listed of them."""

    segments: Sequence[Segment] = ()
    listed: frozenset[str] = frozenset()


class EmbeddedHls:
    """The playlists and segments of a lal at `settings.origin`."""

    def __init__(self, settings: Settings, publications: Publications) -> None:
        self._origin, self._admission, self._dispose = settings.origin, settings.admission, settings.hls_dispose
        self._publications = publications
        self._past: dict[str, _Past] = {}
        self._closing: dict[str, asyncio.Task[None]] = {}

    async def serve(self, exchange: Exchange, name: str) -> None:
        """A playlist, or a segment that is in the playlist now; SRS removes the others as they leave it."""
        try:
            if name.endswith(".m3u8"):
                await self._playlist(exchange, name.removesuffix(".m3u8"))
            else:
                await self._segment(exchange, name)
        except OriginAway:
            await exchange.refuse(_BAD_GATEWAY, "the origin does not answer")

    def publisher_comes(self, key: str) -> None:
        """Go on with the window that is there, unless it has been removed."""
        if (self._publications.silent_for(key) or 0) > self._dispose and key in self._past:
            self._past[key] = _Past((), self._past[key].listed)

    def publisher_stopped(self, key: str) -> None:
        """Keep the window that the publisher leaves behind."""
        self._closing[key] = asyncio.ensure_future(self._close(key))

    def origin_began_anew(self) -> None:
        """What it lists is all there is, the old files first, then those of a publisher that came back."""
        self._past.clear()
        self._closing.clear()

    async def _playlist(self, exchange: Exchange, key: str) -> None:
        segments = await self._window(key)
        if segments:
            await exchange.answer(_OK, PLAYLIST, written(segments).encode())
        else:
            await exchange.refuse(_NOT_FOUND, "no such playlist")

    async def _segment(self, exchange: Exchange, name: str) -> None:
        key = name.rsplit("-", 2)[0]
        if any(segment.name == name for segment in await self._window(key)):
            await whole(exchange, self._origin, admitted(f"/hls/{name}", self._admission))
        else:
            await exchange.refuse(_NOT_FOUND, "no such segment")

    async def _window(self, key: str) -> Sequence[Segment]:
        if closing := self._closing.get(key):
            await asyncio.shield(closing)
        silent = self._publications.silent_for(key)
        if silent is None or silent > self._dispose:
            return ()
        past = self._past.get(key, _Past())
        return past.segments if silent else continued(past.segments, await self._present(key, past))

    async def _present(self, key: str, past: _Past) -> Sequence[Segment]:
        """What lal lists; until a new publisher's first segment is whole, that is still the one before."""
        status, text = await fetched(self._origin, admitted(f"/hls/{key}.m3u8", self._admission))
        listed = segments_of(text) if status == _OK else ()
        return tuple(segment for segment in listed if segment.name not in past.listed)

    async def _close(self, key: str) -> None:
        past = self._past.get(key, _Past())
        try:
            present = await self._present(key, past)
        except OriginAway:
            self._past.pop(key, None)
        else:
            listed = frozenset(segment.name for segment in present) or past.listed
            self._past[key] = _Past(continued(past.segments, present), listed)
