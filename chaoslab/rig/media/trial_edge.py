"""What one trial's faults may do to the answers of the harness; nothing of it outlives the trial."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from chaoslab.errors import NotReady
from chaoslab.legs.leg import Leg
from chaoslab.legs.page_routes import DEFAULT_PATTERNS, PageOrigin
from chaoslab.rig.media.harness import Harness
from chaoslab.world.http_harm import Harm

_RULES, _WHAT = "/control/media/rules", "harm its answers"


@dataclass(frozen=True)
class TrialEdge:
    """Sets fault rules for what a browser requests over this trial's legs; the lab's own requests take another way."""

    harness: Harness
    key: str
    ports: tuple[int, ...]  # that browsers address
    patterns: Mapping[Leg, tuple[str, ...]]

    async def harm(self, name: str, harm: Harm) -> None:
        """Put a harm in force, replacing one with the same name. Raises NotReady."""
        globs = self.patterns.get(harm.leg, ()) if harm.leg else (harm.path or "/*",)
        chosen = {"count": harm.count, "share": harm.share, "seed": harm.seed, "by_path": harm.by_path}
        await self._set(name, harm.act, globs, chosen)

    async def keep_playlist(self, name: str) -> None:
        """Go on serving the playlist that the stream has now. Raises NotReady, also if it has none."""
        await self._set(name, {"kind": "stale", "key": self.key}, ("*.m3u8",), {})

    async def mend(self, name: str) -> None:
        """Lift what is in force under a name. Raises NotReady when the harness is there and does not do it."""
        await self._lift(f"{_RULES}/{name}")

    async def clear(self) -> None:
        """Lift all. Raises NotReady when the harness is there and does not do it."""
        await self._lift(_RULES)

    async def _set(self, name: str, act: Mapping[str, Any], globs: tuple[str, ...], chosen: Mapping[str, Any]) -> None:
        rule = {"act": dict(act), "paths": globs, "ports": self.ports, **chosen}
        await self.harness.control("PUT", f"{_RULES}/{name}", _WHAT, json.dumps(rule).encode())

    async def _lift(self, path: str) -> None:
        try:
            await self.harness.control("DELETE", path, _WHAT)
        except NotReady:
            if self.harness.child.alive:  # with one that died its rules are gone
                raise


@asynccontextmanager
async def open_trial_edge(
    harness: Harness, key: str, ports: Mapping[Leg, int], page: PageOrigin | None
) -> AsyncIterator[TrialEdge]:
    """Begin without any rule and leave none behind; `ports` are those of the legs."""
    addressed = [port for leg, port in ports.items() if leg in ("flv", "hls", "api")]
    own = (*addressed, page.port) if page else tuple(addressed)
    edge = TrialEdge(harness, key, own, page.routes.patterns if page else DEFAULT_PATTERNS)
    await edge.clear()
    try:
        yield edge
    finally:
        # One that does not answer is noticed when the harness is used next, and must not hide an earlier error.
        with contextlib.suppress(NotReady):
            await asyncio.shield(edge.clear())
