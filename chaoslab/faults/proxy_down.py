"""Proxy down: a leg is cut; its connections end at once and new ones are refused."""

from typing import ClassVar

from chaoslab.evidence.network.lost_connections import breaks, broken_requests
from chaoslab.evidence.network.sockets import first_loss, sockets
from chaoslab.faults._contract import Fault, Group
from chaoslab.legs.leg import Leg
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World


class ProxyDown(Fault):
    """The leg is cut: open connections end, new ones are refused."""

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
        """The browser's network stack saw a connection on the leg break or be refused, or got the answer 502 behind a
        player's own origin; on `ingest`, the publisher lost its connection; on `redis`, the signalling server said that
        Redis does not answer.
        """
        until = injection.until(timeline)
        if self.leg in ("ingest", "redis"):
            cuts = breaks(timeline, self.leg, injection.sent_at, until)
            return next((cut.sighting for cut in cuts), None)
        loss = first_loss(timeline, self.leg, injection.sent_at, until)
        # A player may end a stream over a WebSocket itself, to open another one; behind a cut none is accepted.
        if loss and (self.leg == "socket" or not _accepted(timeline, self.leg, loss.at, until)):
            return loss
        return self._request_cut(timeline, injection.sent_at, until)

    def _request_cut(self, timeline: Timeline, start: float, end: float) -> Sighting | None:
        cuts = (cut for request, cut in broken_requests(timeline, bad_gateway=True) if request.leg == self.leg)
        during = (cut for cut in cuts if start <= cut.at <= end)
        first = min(during, key=lambda cut: (cut.at, cut.words), default=None)
        return first.sighting if first else None


def _accepted(timeline: Timeline, leg: str, start: float, end: float) -> bool:
    times = (socket.connected_at for socket in sockets(timeline) if socket.leg == leg)
    return any(at is not None and start < at < end for at in times)
