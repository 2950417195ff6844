"""When parts of the rig fell silent: a process that was stopped, a publisher that sent nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from chaoslab.timeline.events import PARTS_STEP, EventName
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

PUBLISHER = "publisher"
# Seconds without a frame. Frames come 30 times a second; a machine on which they come this late is too busy anyway.
SENDS_WITHIN = 1.0


@dataclass(frozen=True, slots=True)
class PartSilence:
    """One of them, on the lab clock; `how` as in `its process was stopped`."""

    part: str
    start: float
    end: float
    how: str

    @property
    def length(self) -> float:
        """Seconds."""
        return self.end - self.start


@once_per_timeline
def silences(timeline: Timeline) -> tuple[PartSilence, ...]:
    """All from the opening of the page to the end of observation, in order; none where nobody looked."""
    return tuple(sorted((*_stopped(timeline), *_unsent(timeline)), key=lambda silence: silence.start))


def _stopped(timeline: Timeline) -> Iterator[PartSilence]:
    since: dict[str, float] = {}
    samples = [event for event in timeline.named(EventName.PARTS_SAMPLED) if event.at <= timeline.end]
    for event in samples:
        stopped = set(event.data["stopped"])
        for part in set(since) - stopped:
            yield from _within(timeline, part, since.pop(part), event.at)
        for part in stopped - set(since):
            since[part] = event.at - PARTS_STEP  # at the earliest
    for part, start in since.items():
        yield from _within(timeline, part, start, timeline.end)


def _within(timeline: Timeline, part: str, start: float, end: float) -> Iterator[PartSilence]:
    if end > timeline.zero:
        yield PartSilence(part, max(start, timeline.zero), end, "its process was stopped")


def _unsent(timeline: Timeline) -> Iterator[PartSilence]:
    sent = [event.at for event in timeline.named(EventName.PUBLISHER_FRAME_SENT) if event.at <= timeline.end]
    if not sent:
        return
    for before, after in pairwise([*sent, timeline.end]):
        if after - before > SENDS_WITHIN and after > timeline.zero:
            yield PartSilence(PUBLISHER, before, after, "it sent no frame")
