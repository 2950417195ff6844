"""What the lab may have a running signalling server do, over its control path."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from chaoslab.errors import NotReady
from chaoslab.world.message_harm import MessageHarm
from harness.edge.upstream import Cut, OriginAway, open_request

_CALL_DEADLINE = 2.0  # seconds
_OK = 200
_RULES = "/control/sockets/rules"


@dataclass(frozen=True)
class SignallingControl:
    """Calls to the server at a base URL; all raise NotReady when it is not there or refuses."""

    url: str
    token: str

    async def end(self, key: str) -> None:
        """Tell the viewers of a stream that the broadcast is over."""
        await self._call("POST", f"/control/stream/{key}/end", "end the stream")

    async def tell_count(self, key: str) -> None:
        """Tell the viewers of a stream once more how many they are."""
        await self._call("POST", f"/control/stream/{key}/count", "tell the count")

    async def say(self, key: str, text: str) -> None:
        """Say something in the chat of a stream, as `chaoslab`."""
        await self._call("POST", f"/control/stream/{key}/say", "say something", {"name": "chaoslab", "text": text})

    async def drop(self, namespaces: Sequence[str]) -> None:
        """End the connections of all clients of these namespaces."""
        await self._call("POST", "/control/sockets/drop", "drop its clients", {"namespaces": list(namespaces)})

    async def harm(self, name: str, harm: MessageHarm) -> None:
        """Put a harm in force under a name."""
        rule = {**asdict(harm), "namespaces": harm.namespaces}
        await self._call("PUT", f"{_RULES}/{name}", "harm its messages", rule)

    async def mend(self, name: str | None = None) -> None:
        """Lift the harm with that name, or all."""
        await self._call("DELETE", f"{_RULES}/{name}" if name else _RULES, "spare its messages")

    async def _call(self, method: str, path: str, what: str, content: Mapping[str, Any] | None = None) -> None:
        headers = {"x-chaoslab-control": self.token}
        body = b"" if content is None else json.dumps(content).encode()
        try:
            async with (
                asyncio.timeout(_CALL_DEADLINE),
                open_request(self.url, path, method=method, headers=headers, body=body) as answer,
            ):
                if answer.status != _OK:
                    raise NotReady("the signalling server", f"refused to {what}: status {answer.status}")
        except (TimeoutError, OriginAway, Cut) as error:
            raise NotReady("the signalling server", f"at {self.url} was not there to {what}") from error
