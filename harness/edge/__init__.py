"""Edges by origin: each file named after an origin serves its media as claim O2 says and behaves like SRS.

`/live/live/KEY.flv` is the origin's `/live/KEY.flv`; `/hls/KEY.m3u8` and what it refers to is the origin's HLS. Both
are also where an SRS has them that no edge stands before: at `/live/KEY.flv` and `/live/KEY.m3u8`.
Such a file defines `make_edge(settings) -> MediaEdge`.
"""

import importlib
import re
from collections.abc import Mapping
from typing import Any, Protocol

from harness.exchange import Exchange
from harness.settings import Settings

_FLV = re.compile(r"/live/(?:live/)?([\w.~-]{1,200})\.flv", re.ASCII)
_HLS = re.compile(r"/(?:hls|live)/([\w.~-]{1,200}\.(?:m3u8|ts))", re.ASCII)


class MediaEdge(Protocol):
    """How one origin's media reaches a viewer."""

    async def flv(self, exchange: Exchange, key: str) -> None:
        """Hand on the HTTP-FLV stream of a key."""

    async def hls(self, exchange: Exchange, name: str) -> None:
        """Hand on a playlist or a segment."""

    async def kick(self, key: str) -> None:
        """Cut everyone to whom the origin sends the HTTP-FLV stream; they may come back. Raises OriginAway."""

    async def is_live(self, key: str) -> bool:
        """Whether a publisher is there."""

    def hear(self, event: str, data: Mapping[str, Any]) -> bool:
        """Take in a callback of the origin; whether what it tells of may go on."""


def edge_for(settings: Settings) -> MediaEdge:
    """The edge of the origin that the settings name."""
    made: MediaEdge = importlib.import_module(f"{__name__}.{settings.edge}").make_edge(settings)
    return made


def is_media(path: str) -> bool:
    """Whether the edge answers that path."""
    return path.startswith(("/live/", "/hls/"))


async def serve(edge: MediaEdge, exchange: Exchange) -> None:
    """Answer a media request."""
    path = exchange.scope["path"]
    if exchange.scope["method"] != "GET":
        await exchange.refuse(405, "only GET")
    elif flv := _FLV.fullmatch(path):
        await edge.flv(exchange, flv[1])
    elif hls := _HLS.fullmatch(path):
        await edge.hls(exchange, hls[1])
    else:
        await exchange.refuse(404, "media are at /live/live/KEY.flv and /hls/KEY.m3u8")
