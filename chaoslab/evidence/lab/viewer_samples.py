"""What the lab's own viewer got of the stream, sample by sample, and how long it went without something."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.encoding import TRACKS, Track

_COUNTS = ("connection", "pictures", "keyframes", "sounds", "bytes")


@dataclass(frozen=True, slots=True)
class StreamSample:
    """What came up to `at` (lab clock) since the sample before, on one connection."""

    at: float
    connection: int
    pictures: int
    keyframes: int
    sounds: int
    bytes: int
    leaps: Mapping[Track, float]  # by how many seconds a track's timestamps jumped


@dataclass(frozen=True, slots=True)
class Want:
    """A time in which the stream lacked something, seen without a break, and what came meanwhile; lab clock."""

    start: float
    end: float
    pictures: int
    sounds: int

    @property
    def length(self) -> float:
        """Seconds."""
        return self.end - self.start


def samples(timeline: Timeline, *, since: float, until: float) -> Iterator[StreamSample]:
    """All samples within an interval."""
    for event in timeline.named(EventName.STREAM_SAMPLED):
        if since <= event.at <= until:
            leaps = {track: float(event.data[f"{track}_leap"]) for track in TRACKS}
            connection, pictures, keyframes, sounds, size = (int(event.data[name]) for name in _COUNTS)
            yield StreamSample(event.at, connection, pictures, keyframes, sounds, size, leaps)


def longest_want(
    timeline: Timeline, wanting: Callable[[StreamSample], bool], *, since: float, until: float
) -> Want | None:
    """The longest time within an interval in which every sample, on one connection, lacks something.

    It begins with the sample before the first such one and ends with the last, so it never overstates the lack.
    """
    longest: Want | None = None
    first = before = None
    pictures = sounds = 0
    for sample in samples(timeline, since=since, until=until):
        if before is None or before.connection != sample.connection or not wanting(sample):
            first, pictures, sounds = sample, 0, 0
        else:
            pictures, sounds = pictures + sample.pictures, sounds + sample.sounds
            assert first is not None
            want = Want(first.at, sample.at, pictures, sounds)
            longest = want if longest is None or want.length > longest.length else longest
        before = sample
    return longest
