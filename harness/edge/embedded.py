"""The edge over the embedded origin (lal): what a viewer sees is what SRS would show.

lal alone answers at once and then stays silent without a publisher, keeps viewers when the publisher leaves, sends no
chunks and ends the playlist. Here the header waits for the first FLV tag, viewers are cut without the final chunk when
lal tells that the publisher stopped, and the playlist stays open until it is removed.
"""

import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from harness.edge.beginning import HEAD, begins_in_the_middle, set_up
from harness.edge.embedded_hls import EmbeddedHls
from harness.edge.publications import Publications
from harness.edge.relay import hand_on
from harness.edge.upstream import Answer, Cut, OriginAway, accepts, admitted, open_get
from harness.exchange import Exchange, unless
from harness.settings import Settings

_PATIENCE = 1.0  # seconds; lal keeps a waiting viewer for ten, so an earlier end means that it is going down
_HEADERS = ((b"content-type", b"video/x-flv"), (b"cache-control", b"no-cache"))


def make_edge(settings: Settings) -> "EmbeddedEdge":
    """The edge over a lal at `settings.origin`."""
    return EmbeddedEdge(settings)


class EmbeddedEdge:
    """Passes on lal as SRS would serve it."""

    def __init__(self, settings: Settings) -> None:
        self._origin, self._admission = settings.origin, settings.admission
        self._publications = Publications()
        self._hls = EmbeddedHls(settings, self._publications)

    async def flv(self, exchange: Exchange, key: str) -> None:
        """Hold the header until there is a picture, then pass on until the publisher stops; the end is always a cut."""
        await unless(exchange.gone(), self._play(exchange, key))

    async def hls(self, exchange: Exchange, name: str) -> None:
        """Playlists without an end, until they are removed, and their segments."""
        await self._hls.serve(exchange, name)

    async def kick(self, key: str) -> None:
        """Let go of what lal sends, as if lal had: its own API for that asks nobody for a name, and stays off."""
        self._publications.kick(key)

    async def is_live(self, key: str) -> bool:
        """Whether a publisher is there, and lal itself."""
        return self._publications.on_air(key) is not None and await accepts(self._origin)

    def hear(self, event: str, data: Mapping[str, Any]) -> bool:
        """lal's on_server_start, on_pub_start and on_pub_stop; it has looked by itself who may publish."""
        if event == "on_server_start":
            self._publications.lose_all()
            self._hls.origin_began_anew()
        key, session = str(data.get("stream_name", "")), str(data.get("session_id", ""))
        if event == "on_pub_start":
            self._hls.publisher_comes(key)
            self._publications.begin(key, session)
        elif event == "on_pub_stop" and self._publications.end(key, session):
            self._hls.publisher_stopped(key)
        return True

    async def _play(self, exchange: Exchange, key: str) -> None:
        try:
            while not await self._played(exchange, key):
                pass
        except OriginAway:
            await exchange.refuse(502, "the origin does not answer")

    async def _played(self, exchange: Exchange, key: str) -> bool:
        """Show one publication to its end; False when lal dropped the viewer before there was one, as it does in time.

        The viewer waits at lal, not here: only then does it get a new publisher's very first keyframe.
        """
        began = time.monotonic()
        async with open_get(self._origin, self._at(key)) as answer:
            try:
                first = await _first_tag(answer)
            except Cut as error:
                if time.monotonic() - began < _PATIENCE:
                    raise OriginAway(str(error)) from error
                return False
            if begins_in_the_middle(first):
                first = first[:HEAD] + await self._set_up(key) + first[HEAD:]
            publication = await self._publications.wait(key)
            await exchange.start(200, _HEADERS)
            with suppress(Cut):
                await unless(publication.watched.wait(), hand_on(exchange, answer, first))
        return True

    def _at(self, key: str) -> str:
        return admitted(f"/live/{key}.flv", self._admission)

    async def _set_up(self, key: str) -> bytes:
        """What lal left out, taken from what it sends a new viewer."""
        async with open_get(self._origin, self._at(key)) as answer:
            try:
                return await set_up(answer)
            except Cut as error:
                raise OriginAway(str(error)) from error


async def _first_tag(answer: Answer) -> bytes:
    head = b""
    while len(head) <= HEAD:
        part = await answer.read()
        if not part:
            raise Cut("the origin closed before the first tag")
        head += part
    return head
