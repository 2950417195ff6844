"""The edge over SRS: passes on faithfully; only the absolute path in its master playlist is made to fit /hls/."""

import json
from collections.abc import Mapping
from typing import Any

from harness.edge.playlist import relative_to
from harness.edge.relay import PLAYLIST, fetched, hand_on, headers_of, whole
from harness.edge.upstream import Cut, OriginAway, open_get
from harness.exchange import Exchange, unless
from harness.settings import Settings

_APP = "/live/"


def make_edge(settings: Settings) -> "SrsEdge":
    """The edge over an SRS at `settings.origin`."""
    return SrsEdge(settings)


class SrsEdge:
    """Passes SRS on."""

    def __init__(self, settings: Settings) -> None:
        self._origin, self._api = settings.origin, settings.origin_api

    async def flv(self, exchange: Exchange, key: str) -> None:
        """A held header stays held, a cut stays a cut."""
        await unless(exchange.gone(), self._play(exchange, key))

    async def hls(self, exchange: Exchange, name: str) -> None:
        """Playlists with paths that work below /hls/; segments as they are."""
        target = f"{_APP}{name}{exchange.query}"
        if name.endswith(".ts"):
            await whole(exchange, self._origin, target)
            return
        try:
            status, text = await fetched(self._origin, target)
        except OriginAway:
            await exchange.refuse(502, "the origin does not answer")
            return
        if status == 200:
            await exchange.answer(status, PLAYLIST, relative_to(_APP, text).encode())
        else:
            await exchange.refuse(status, "no such playlist")

    async def is_live(self, key: str) -> bool:
        """Whether SRS lists the stream with a publisher; its name there is what the first to ask for it asked for."""
        try:
            _, text = await fetched(self._api, "/api/v1/streams/?count=1000")
            streams = json.loads(text)["streams"]
        except (OriginAway, ValueError, KeyError):
            return False
        return any(stream["url"] == f"{_APP}{key}" and stream["publish"]["active"] for stream in streams)

    def hear(self, event: str, data: Mapping[str, Any]) -> None:
        """SRS has no callbacks; its connections show what happens."""

    async def _play(self, exchange: Exchange, key: str) -> None:
        try:
            async with open_get(self._origin, f"{_APP}{key}.flv{exchange.query}") as answer:
                await exchange.start(answer.status, headers_of(answer))
                try:
                    await hand_on(exchange, answer)
                except Cut:
                    return
                await exchange.finish()
        except OriginAway:
            await exchange.refuse(502, "the origin does not answer")
