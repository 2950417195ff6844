"""Kick viewer: the origin cuts its viewers, as an operator does to free a server."""

from typing import ClassVar

from chaoslab.evidence.lab.viewer_samples import samples
from chaoslab.faults._contract import Fault, Group
from chaoslab.faults._origin import origin_spans
from chaoslab.faults._publisher import stream_cut
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.encoding import StreamNeeds
from chaoslab.world.world import World

_TAKES = 5.0  # seconds; SRS drops a viewer some two seconds after the call
_AROUND = 0.5  # seconds around a cut in which nothing else may have caused it
_JUST_BEFORE = 1.0  # seconds; the lab's own viewer reports four times a second that it is served
_BACK_WITHIN = 2.0  # seconds within which it is served again, even on a busy machine


class KickViewer(Fault):
    """Everyone to whom the origin sends the stream over FLV is cut; those who come back are served; lifting does
    nothing. SRS's API does it and takes some two seconds; for the embedded origin the edge does it, at once.

    HLS has no connection that could be cut.
    """

    group: ClassVar[Group] = "Origin"
    words: ClassVar[str] = "the origin cuts its viewers over FLV; those who come back are served"
    happened: ClassVar[str] = "the origin cut its viewers"
    meant: ClassVar[str] = "the origin was to cut its viewers"
    named: ClassVar[str] = "viewers kicked"

    def holds(self) -> frozenset[str]:
        return frozenset({"the origin", "the flv leg"})

    def needs(self) -> StreamNeeds:
        return StreamNeeds(watched=True, origin_watched=True)

    async def inject(self, world: World) -> None:
        await world.origin.kick_viewers()

    async def lift(self, world: World) -> None:
        """Viewers that were cut may come back at any time."""

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser saw an FLV stream end without its final chunk within 5 s, with publisher and origin still there,
        and the lab's own viewer, whom no leg could cut, had to reconnect.
        """
        until = injection.returned_at + _TAKES
        cut = stream_cut(timeline, injection.sent_at, until)
        if cut is None or not _viewer_connected_again(timeline, injection.sent_at, until + _BACK_WITHIN):
            return None
        since, until = injection.sent_at - _AROUND, cut.at + _AROUND
        stops = (event for event in timeline.named(EventName.PUBLISHER_STOPPED) if since <= event.at <= until)
        if any(stops) or any(origin_spans(timeline, "gone", since, until)):
            return None
        return Sighting(cut.at, cut.witness, f"{cut.detail}; the lab's own viewer was cut as well")


def _viewer_connected_again(timeline: Timeline, start: float, end: float) -> bool:
    before = [sample.connection for sample in samples(timeline, since=start - _JUST_BEFORE, until=start)]
    during = samples(timeline, since=start, until=end)
    return bool(before) and any(sample.connection > before[-1] for sample in during)
