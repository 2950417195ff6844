"""Where a request goes: the loopback port of the leg that its path belongs to."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from chaoslab.legs.leg import Leg
from chaoslab.legs.page_routes import leg_of
from chaoslab.rig.legs.page_router.tcp_connection import LIMIT, TcpConnection
from chaoslab.rig.processes.ports import LOOPBACK


@dataclass(frozen=True)
class Ways:
    """A port for each leg, and the patterns that tell legs apart."""

    ports: Mapping[Leg, int]
    patterns: Mapping[Leg, tuple[str, ...]]

    def leg(self, target: str) -> Leg:
        """The leg of a request target."""
        return leg_of(target, self.patterns)

    async def connect(self, leg: Leg) -> TcpConnection:
        """A new connection to the leg. Raises OSError when it is refused."""
        return TcpConnection(*await asyncio.open_connection(LOOPBACK, self.ports[leg], limit=LIMIT))
