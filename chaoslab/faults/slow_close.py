"""Slow close: the end of a connection reaches the player late."""

from typing import Annotated, ClassVar

from pydantic import Field

from chaoslab.evidence.network.lost_connections import breaks
from chaoslab.evidence.network.requests import requests
from chaoslab.evidence.network.throughput import flows
from chaoslab.faults._contract import Fault, Group
from chaoslab.legs.leg import Leg
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World

_SHARE = 0.8  # of the delay that must be seen: the last bytes can come some time before the end
_AT_MOST = 1.0  # seconds more than the delay between the last bytes and the end; more is another kind of silence


class SlowClose(Fault):
    """The end of a connection on the leg reaches the player late; it takes effect only if one ends meanwhile, so put a
    step such as `publisher_stop` within it.

    This is Toxiproxy's `slow_close`. On lift, the ends that it held back arrive at once.
    """

    group: ClassVar[Group] = "Network"
    words: ClassVar[str] = "the end of a connection on the {leg} leg comes {delay} ms late"
    happened: ClassVar[str] = "{leg} {was} slow to close"
    meant: ClassVar[str] = "{leg} {was} to be slow to close"
    named: ClassVar[str] = "{leg} slow to close"

    leg: Leg
    delay: Annotated[int, Field(ge=500, le=60_000, description="milliseconds")]

    async def inject(self, world: World) -> None:
        await world.proxies.add_toxic(self.leg, "slow_close", {"delay": self.delay})

    async def lift(self, world: World) -> None:
        await world.proxies.remove_toxic(self.leg, "slow_close")

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser's network stack saw an answer break off, most of the delay after its last bytes.

        Nobody sees a late end after a whole answer, or on a leg other than `flv`, `hls` and `api`.
        """
        until = injection.until(timeline)
        by_id = {request.id: request for request in requests(timeline)}
        for broken in breaks(timeline, self.leg, injection.sent_at, until):
            request = by_id.get(broken.of or "")
            came = flows(timeline, request) if request and broken.manner == "end" else ()
            wait = broken.at - came[-1].at if came else 0.0
            if _SHARE * self.delay / 1000 <= wait <= self.delay / 1000 + _AT_MOST and came[-1].at >= injection.sent_at:
                return Sighting(came[-1].at, "browser", f"{broken.words}, {wait:.2f} s after its last bytes")
        return None
