"""Stale playlist: the live playlist of the moment of injection goes on being served."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import ClassVar

from chaoslab.evidence.network.playlists_read import Reading, readings
from chaoslab.faults._contract import Fault, Group
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World

_NAME = "stale-playlist"
_DUE = 3  # target durations in which a live playlist must have changed; RFC 8216, 6.2.1 wants it within 1.5
_LOOKS = 3  # times at least that the browser read the same
_SENT_WITHIN = 0.5  # seconds; a publisher at work sends a frame each 33 ms


class StalePlaylist(Fault):
    """What is answered to whoever asks for the playlist is what it was when the fault began, as from a stale cache.

    Segments are served as ever, so those that it names are gone after a while.
    """

    group: ClassVar[Group] = "HTTP"
    words: ClassVar[str] = "the playlist of this moment goes on being served"
    happened: ClassVar[str] = "the playlist stood still"
    meant: ClassVar[str] = "the playlist was to stand still"
    named: ClassVar[str] = "stale playlist"

    def holds(self) -> frozenset[str]:
        return frozenset({"the hls leg"})

    async def inject(self, world: World) -> None:
        await world.edge.keep_playlist(_NAME)

    async def lift(self, world: World) -> None:
        await world.edge.mend(_NAME)

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser read the same playlist again and again, for three segments' time in which the publisher sent."""
        until = injection.until(timeline)
        read = [one for one in readings(timeline) if injection.sent_at <= one.at <= until]
        for run in _runs(read):
            stood = run[-1].at - run[0].at
            if len(run) >= _LOOKS and stood >= _DUE * run[0].target and _published(timeline, run[0].at, run[-1].at):
                detail = f"the playlist stood at segment {run[0].segments[-1]} for {stood:.1f} s and {len(run)} looks"
                return Sighting(run[0].at, "browser", detail)
        return None


def _runs(read: Sequence[Reading]) -> Iterator[list[Reading]]:
    """Readings in a row that say the same."""
    run: list[Reading] = []
    for one in read:
        if run and one.news != run[0].news:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _published(timeline: Timeline, start: float, end: float) -> bool:
    """Whether frames were sent all the time, so that segments were due."""
    sent = [one.at for one in timeline.named(EventName.PUBLISHER_FRAME_SENT) if start <= one.at <= end]
    marks = [start, *sent, end]
    return all(after - before <= _SENT_WITHIN for before, after in pairwise(marks))
