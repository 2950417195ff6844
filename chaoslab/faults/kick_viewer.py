"""Kick viewer: the origin cuts those who watch, as an operator does who frees a server."""

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

_TAKES = 5.0  # seconds; SRS lets go of a viewer some two seconds after it was told
_AROUND = 0.5  # seconds around a cut in which nobody else may have caused it
_JUST_BEFORE = 1.0  # seconds; the lab's own viewer says four times a second that it is served
_BACK_WITHIN = 2.0  # seconds in which it is served again, a busy machine included


class KickViewer(Fault):
    """The origin's API is told, once, to cut everybody whom it sends the stream over FLV; lifting does nothing.

    Whoever comes again is served. HLS has no connection that could be cut. SRS takes some two seconds.
    """

    group: ClassVar[Group] = "Origin"
    words: ClassVar[str] = "the origin cuts those who watch over FLV; who comes again is served"
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
        """Who was cut stays cut, and may come again at any time."""

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser saw FLV end without its final chunk, with publisher and origin still there.

        The lab's own viewer, whom no leg could cut, must have lost its connection as well.
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
    before = [one.connection for one in samples(timeline, since=start - _JUST_BEFORE, until=start)]
    return bool(before) and any(one.connection > before[-1] for one in samples(timeline, since=start, until=end))
