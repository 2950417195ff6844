"""Proxy down: a leg is cut; what flows on it ends at once and new connections are refused."""

from collections.abc import Iterator
from typing import ClassVar

from chaoslab.evidence.network.lost_connections import breaks
from chaoslab.evidence.network.requests import Request, requests
from chaoslab.evidence.signalling.sockets import first_loss
from chaoslab.faults._contract import Fault, Group
from chaoslab.legs.leg import Leg
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World

_BAD_GATEWAY = 502


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
        hit = min(
            ((at, words) for request in requests(timeline) for at, words in self._ends(request) if start <= at <= end),
            default=None,
        )
        return Sighting(hit[0], "browser", hit[1]) if hit else None

    def _ends(self, request: Request) -> Iterator[tuple[float, str]]:
        """(when, in words) of what a cut leg did to a request."""
        if request.leg != self.leg:
            return
        if request.status == _BAD_GATEWAY and request.answered_at is not None:
            yield request.answered_at, f"502 (Bad Gateway) on {request.path}"
        if request.error and not request.canceled and request.ended_at is not None:
            yield request.ended_at, f"{request.error} on {request.path}"
