"""Where a request goes: the loopback port of the leg that its path belongs to, and the path that it has there."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from chaoslab.legs.lab_path import lab_path
from chaoslab.legs.leg import Leg
from chaoslab.legs.page_routes import leg_of, path_of
from chaoslab.rig.legs.page_router.tcp_connection import LIMIT, TcpConnection
from chaoslab.rig.processes.ports import LOOPBACK


@dataclass(frozen=True)
class Ways:
    """A port for each leg, the patterns that tell legs apart, and how the key of the trial's stream begins."""

    ports: Mapping[Leg, int]
    patterns: Mapping[Leg, tuple[str, ...]]
    key: str = ""

    def leg(self, target: str) -> Leg:
        """The leg of a request target."""
        return leg_of(target, self.patterns)

    def target(self, target: str) -> str:
        """The target as the lab's own server has it; unchanged for the player's server."""
        leg, path = self.leg(target), path_of(target)
        own = path if leg == "page" else lab_path(path, leg, self.patterns, self.key)
        return target if own == path else own + "".join(target.partition("?")[1:])

    async def connect(self, leg: Leg) -> TcpConnection:
        """A new connection to the leg. Raises OSError when it is refused."""
        return TcpConnection(*await asyncio.open_connection(LOOPBACK, self.ports[leg], limit=LIMIT))
