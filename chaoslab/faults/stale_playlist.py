"""Stale playlist: the live playlist stays as it was at the moment of injection."""

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
_DUE = 3  # target durations within which a live playlist must have changed; RFC 8216, 6.2.1 asks for 1.5
_LOOKS = 3  # times at least that the browser read the same playlist
_SENT_WITHIN = 0.5  # seconds; a working publisher sends a frame every 33 ms


class StalePlaylist(Fault):
    """The live playlist stays as it was at the moment of injection; segments are served as usual.

    It works like a stale cache: after a while, the segments that the playlist names are gone.
    """

    group: ClassVar[Group] = "HTTP"
    words: ClassVar[str] = "the playlist stays as it is at this moment"
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
        """The browser read the same playlist at least three times over three segments' time, while the publisher was
        sending.
        """
        until = injection.until(timeline)
        during = [reading for reading in readings(timeline) if injection.sent_at <= reading.at <= until]
        for run in _runs(during):
            stood = run[-1].at - run[0].at
            if len(run) >= _LOOKS and stood >= _DUE * run[0].target and _published(timeline, run[0].at, run[-1].at):
                detail = (
                    f"the playlist stood at segment {run[0].segments[-1]} for {stood:.1f} s and {len(run)} readings"
                )
                return Sighting(run[0].at, "browser", detail)
        return None


def _runs(during: Sequence[Reading]) -> Iterator[list[Reading]]:
    """Readings in a row that brought the same playlist."""
    run: list[Reading] = []
    for reading in during:
        if run and reading.news != run[0].news:
            yield run
            run = []
        run.append(reading)
    if run:
        yield run


def _published(timeline: Timeline, start: float, end: float) -> bool:
    """Whether frames were sent all the time, so that segments were due."""
    sent = [event.at for event in timeline.named(EventName.PUBLISHER_FRAME_SENT) if start <= event.at <= end]
    marks = [start, *sent, end]
    return all(after - before <= _SENT_WITHIN for before, after in pairwise(marks))
