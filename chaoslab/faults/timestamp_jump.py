"""Timestamp jump: the timestamps of the stream jump, as when an encoder's clock is set or a splice is botched."""

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from chaoslab.evidence.lab.viewer_samples import samples
from chaoslab.faults._contract import Fault, Group
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.encoding import TRACKS, StreamNeeds, Track
from chaoslab.world.world import World

_LEAST = 2.0  # seconds; less looks like an encoder that was held up
_MOST = 86_400.0
_SHARE = 0.8  # of the jump that must be seen


def _noticeable(seconds: float) -> float:
    if abs(seconds) < _LEAST:
        raise ValueError(f"must be {_LEAST:g} or more, or -{_LEAST:g} or less")
    return seconds


class TimestampJump(Fault):
    """Once, the timestamps of the publisher's connection jump; lifting does nothing. SRS repairs such a jump, so nobody
    sees it, unless its `time_jitter` is off.

    Pictures and sound themselves go on as before.
    """

    group: ClassVar[Group] = "Publisher"
    words: ClassVar[str] = "the timestamps of {track} jump by {seconds:+g} s"
    happened: ClassVar[str] = "the timestamps jumped"
    meant: ClassVar[str] = "the timestamps were to jump"
    named: ClassVar[str] = "timestamps jumping"
    for_good: ClassVar[bool] = True

    seconds: Annotated[
        float,
        Field(ge=-_MOST, le=_MOST, description="2 or more forward, or -2 or less back"),
        AfterValidator(_noticeable),
    ]
    track: Annotated[Literal["both", "audio", "video"], Field(description="whose timestamps jump")] = "both"

    def holds(self) -> frozenset[str]:
        return frozenset({"the timestamps"})

    def needs(self) -> StreamNeeds:
        return StreamNeeds(goes_back=max(-self.seconds, 0.0), watched=True)

    @property
    def tracks(self) -> tuple[Track, ...]:
        """The tracks whose timestamps jump."""
        return TRACKS if self.track == "both" else (self.track,)

    async def inject(self, world: World) -> None:
        await world.publisher.jump(self.seconds, self.tracks)

    async def lift(self, world: World) -> None:
        """Timestamps that jumped stay where they are."""

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The lab's own viewer at the edge got timestamps that jumped by most of `seconds`, on every track that
        `track` names.
        """
        until = injection.until(timeline)
        for sample in samples(timeline, since=injection.sent_at, until=until):
            leaps = {track: sample.leaps[track] for track in self.tracks}
            if all(leap / self.seconds >= _SHARE for leap in leaps.values()):
                detail = " and ".join(f"{track} jumped by {leap:+.1f} s" for track, leap in leaps.items())
                return Sighting(sample.at, "viewer", detail)
        return None
