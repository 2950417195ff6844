"""Proxy down: a leg is cut; what flows on it ends at once and new connections are refused."""

from typing import ClassVar

from chaoslab.evidence.network.lost_connections import breaks, broken_requests
from chaoslab.evidence.signalling.sockets import first_loss
from chaoslab.faults._contract import Fault, Group
from chaoslab.legs.leg import Leg
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World


class ProxyDown(Fault):
    """Disable the proxy of `leg`: its connections are closed and its port refuses new ones."""

    group: ClassVar[Group] = "Network"
    words: ClassVar[str] = "the {leg} leg is cut: open connections end, new ones are refused"
    happened: ClassVar[str] = "{leg} {was} cut"
    meant: ClassVar[str] = "{leg} {was} to be cut"
    named: ClassVar[str] = "{leg} cut"
    alone: ClassVar[bool] = True

    leg: Leg

    async def inject(self, world: World) -> None:
        await world.proxies.disable(self.leg)

    async def lift(self, world: World) -> None:
        await world.proxies.enable(self.leg)

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser's network stack saw a connection on the leg break or be refused.

        On `ingest` the encoder's saw it; on `redis` the signalling server said that Redis does not answer. Behind the
        router of a player's own origin a leg that refuses is the answer 502, as with nginx.
        """
        until = injection.until(timeline)
        if self.leg in ("ingest", "redis"):
            found = breaks(timeline, self.leg, injection.sent_at, until)
            return next((one.sighting for one in found), None)
        if self.leg == "socket" and (seen := first_loss(timeline, self.leg, injection.sent_at, until)):
            return seen
        return self._request_cut(timeline, injection.sent_at, until)

    def _request_cut(self, timeline: Timeline, start: float, end: float) -> Sighting | None:
        broken = (one for request, one in broken_requests(timeline, bad_gateway=True) if request.leg == self.leg)
        hits = (one for one in broken if start <= one.at <= end)
        first = min(hits, key=lambda one: (one.at, one.words), default=None)
        return first.sighting if first else None
