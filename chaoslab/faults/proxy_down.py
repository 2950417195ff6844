"""Proxy down: a leg is cut; what flows on it ends at once and new connections are refused."""

from typing import ClassVar

from chaoslab.events import EventName
from chaoslab.fault import Fault, Injection, Sighting, World
from chaoslab.legs import Leg
from chaoslab.requests import requests
from chaoslab.sockets import first_loss
from chaoslab.timeline import Timeline


class ProxyDown(Fault):
    """Disable the proxy of `leg`: its connections are closed and its port refuses new ones."""

    words: ClassVar[str] = "the {leg} leg is cut: open connections end, new ones are refused"

    leg: Leg

    async def inject(self, world: World) -> None:
        await world.proxies.disable(self.leg)

    async def lift(self, world: World) -> None:
        await world.proxies.enable(self.leg)

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser's network stack (the encoder's, for ingest) saw a connection on the leg break or be refused."""
        until = injection.lifted_at if injection.lifted_at is not None else timeline.end
        if self.leg == "ingest":
            return self._publisher_cut(timeline, injection.sent_at, until)
        if self.leg == "socket" and (seen := first_loss(timeline, self.leg, injection.sent_at, until)):
            return seen
        return self._request_cut(timeline, injection.sent_at, until)

    def _request_cut(self, timeline: Timeline, start: float, end: float) -> Sighting | None:
        broken = (
            request
            for request in requests(timeline)
            if request.leg == self.leg and request.error and not request.canceled
        )
        ends = ((request.ended_at, request) for request in broken if request.ended_at is not None)
        hit = min(((at, request) for at, request in ends if start <= at <= end), key=lambda pair: pair[0], default=None)
        return Sighting(hit[0], "browser", f"{hit[1].error} on {hit[1].path}") if hit else None

    @staticmethod
    def _publisher_cut(timeline: Timeline, start: float, end: float) -> Sighting | None:
        stops = (event for event in timeline.named(EventName.PUBLISHER_STOPPED) if start <= event.at <= end)
        reasons = ((event.at, str(event.data.get("reason", ""))) for event in stops)
        # A publisher that was told to stop has lost nothing.
        return next((Sighting(at, "publisher", reason) for at, reason in reasons if reason != "asked"), None)
