"""The edge over SRS: passes on faithfully; only the absolute path in its master playlist is made to fit /hls/."""

import json
from collections.abc import Mapping
from typing import Any

from harness.control import is_token
from harness.edge.playlist import relative_to
from harness.edge.relay import PLAYLIST, fetched, hand_on, headers_of, whole
from harness.edge.upstream import Cut, OriginAway, open_get, open_request
from harness.exchange import Exchange, unless
from harness.settings import Settings

_APP = "/live/"
_FLV_VIEWER = "flv-play"


def make_edge(settings: Settings) -> "SrsEdge":
    """The edge over an SRS at `settings.origin`."""
    return SrsEdge(settings)


class SrsEdge:
    """Passes SRS on."""

    def __init__(self, settings: Settings) -> None:
        self._origin, self._api, self._admission = settings.origin, settings.origin_api, settings.admission

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
            streams = await self._list("streams")
        except OriginAway:
            return False
        return any(stream["url"] == f"{_APP}{key}" and stream["publish"]["active"] for stream in streams)

    async def kick(self, key: str) -> None:
        """Have SRS's API do it, which takes some two seconds."""
        ours = {stream["id"] for stream in await self._list("streams") if stream["url"] == f"{_APP}{key}"}
        for client in await self._list("clients"):
            if client["stream"] in ours and client["type"] == _FLV_VIEWER:
                await self._ask(f"/api/v1/clients/{client['id']}", method="DELETE")

    def hear(self, event: str, data: Mapping[str, Any]) -> bool:
        """Whether a publisher has what it takes; all else SRS's connections show."""
        return event != "on_publish" or is_token(str(data.get("param", "")), f"?{self._admission}")

    async def _list(self, what: str) -> list[Any]:
        """All streams or clients. Raises OriginAway."""
        answer = await self._ask(f"/api/v1/{what}/?count=1000")
        if not isinstance(answer, dict) or not isinstance(answer.get(what), list):
            raise OriginAway(f"SRS's API lists no {what}: {answer}")
        return list(answer[what])

    async def _ask(self, target: str, *, method: str = "GET") -> Any:
        """What SRS's API says. Raises OriginAway."""
        try:
            async with open_request(self._api, target, method=method) as answer:
                return json.loads(await answer.read_all())
        except (Cut, ValueError) as error:
            raise OriginAway(f"SRS's API did not answer {method} {target}: {error}") from error

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
