"""Timestamp jump: the times in the stream leap, as when an encoder's clock is set or a splice is botched."""

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from chaoslab.evidence.lab.viewer_samples import samples
from chaoslab.faults._contract import Fault, Group
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.encoding import TRACKS, StreamNeeds, Track
from chaoslab.world.world import World

_LEAST = 2.0  # seconds; less is hard to tell from an encoder that was held up
_MOST = 86_400.0
_SHARE = 0.8  # of the leap that must be seen


def _noticeable(seconds: float) -> float:
    if abs(seconds) < _LEAST:
        raise ValueError(f"must be {_LEAST:g} or more, or -{_LEAST:g} or less")
    return seconds


class TimestampJump(Fault):
    """Once, when it is injected, the timestamps of the publisher's connection leap; lifting does nothing.

    The pictures and sounds themselves go on as they were. An origin may mend the leap (SRS does so unless its
    `time_jitter` is off): then nobody sees it.
    """

    group: ClassVar[Group] = "Publisher"
    words: ClassVar[str] = "the timestamps of {track} leap by {seconds:+g} s"
    happened: ClassVar[str] = "the timestamps leapt"
    meant: ClassVar[str] = "the timestamps were to leap"
    named: ClassVar[str] = "timestamps leaping"
    for_good: ClassVar[bool] = True

    seconds: Annotated[
        float, Field(ge=-_MOST, le=_MOST, description="forward, or back where negative"), AfterValidator(_noticeable)
    ]
    track: Annotated[Literal["both", "audio", "video"], Field(description="what leaps")] = "both"

    def holds(self) -> frozenset[str]:
        return frozenset({"the timestamps"})

    def needs(self) -> StreamNeeds:
        return StreamNeeds(goes_back=max(-self.seconds, 0.0), watched=True)

    @property
    def tracks(self) -> tuple[Track, ...]:
        """What leaps, as a list."""
        return TRACKS if self.track == "both" else (self.track,)

    async def inject(self, world: World) -> None:
        await world.publisher.jump(self.seconds, self.tracks)

    async def lift(self, world: World) -> None:
        """What has leapt stays where it is."""

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The lab's own viewer at the edge got timestamps that leapt by most of it, on every track that was to."""
        until = injection.until(timeline)
        for sample in samples(timeline, since=injection.sent_at, until=until):
            leaps = {track: sample.leaps[track] for track in self.tracks}
            if all(leap / self.seconds >= _SHARE for leap in leaps.values()):
                told = " and ".join(f"{track} leapt by {leap:+.1f} s" for track, leap in leaps.items())
                return Sighting(sample.at, "viewer", told)
        return None
