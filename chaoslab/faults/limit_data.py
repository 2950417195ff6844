"""Limit data: each connection on a leg is closed after this many bytes."""

from typing import Annotated, ClassVar

from pydantic import Field

from chaoslab.english import counted
from chaoslab.evidence.network.lost_connections import Break, breaks
from chaoslab.evidence.network.requests import requests
from chaoslab.evidence.network.throughput import flows
from chaoslab.faults._contract import Fault, Group
from chaoslab.legs.leg import Leg
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World

_HEAD = 2000  # bytes outside any body: the answer's head, the frame of each chunk
_OPEN_ALREADY = 20_000  # bytes; what had come of a running stream at the injection is known only to 0.1 s
_SHARE = 0.85  # of the limit that must have come: chunks take up to a tenth of it for their frames


class LimitData(Fault):
    """Each connection on the leg is closed after this many bytes towards the player, counted from the injection.

    This is Toxiproxy's `limit_data`. New connections get the same limit, so a stream breaks again and again. Lifting it
    closes nothing.
    """

    group: ClassVar[Group] = "Network"
    words: ClassVar[str] = "each connection on the {leg} leg is closed after {bytes} bytes"
    happened: ClassVar[str] = "{leg} {was} limited"
    meant: ClassVar[str] = "{leg} {was} to be limited"
    named: ClassVar[str] = "{leg} limited"

    leg: Leg
    bytes: Annotated[int, Field(ge=1, le=1_000_000_000, description="per connection, from the injection on")]

    async def inject(self, world: World) -> None:
        await world.proxies.add_toxic(self.leg, "limit_data", {"bytes": self.bytes})

    async def lift(self, world: World) -> None:
        await world.proxies.remove_toxic(self.leg, "limit_data")

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser's network stack saw an answer break off after about that many bytes, or a WebSocket end; on
        `ingest`, the publisher lost its connection; on `redis`, the signalling server said that Redis does not answer.
        """
        until = injection.until(timeline)
        cuts = (cut for cut in breaks(timeline, self.leg, injection.sent_at, until) if cut.manner != "refusal")
        sightings = (self._at_the_limit(timeline, cut, injection.sent_at) for cut in cuts)
        return next((sighting for sighting in sightings if sighting), None)

    def _at_the_limit(self, timeline: Timeline, broken: Break, since: float) -> Sighting | None:
        request = next((request for request in requests(timeline) if request.id == broken.of), None)
        if request is None:
            return broken.sighting
        came = sum(flow.bytes for flow in flows(timeline, request) if flow.at >= since)
        slack = _HEAD if request.started_at >= since else _OPEN_ALREADY
        if not _SHARE * self.bytes - slack <= came <= self.bytes + slack:
            return None
        return Sighting(broken.at, broken.who, f"{broken.words} after {counted(came, 'byte')}")
