"""Silent freezes: the picture stands still on a visible page while the media element says that it is playing."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chaoslab.evidence.picture.frames import Gap, changing, stills
from chaoslab.evidence.picture.seen import not_seen
from chaoslab.evidence.picture.tab_hidden import hidden_spans
from chaoslab.evidence.picture.under_test import under_test
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

LEAST = 1.0  # seconds
_HAVE_FUTURE_DATA = 3  # `readyState` of an element that can play on from where it is
_GOES_ON = 0.05  # seconds of `currentTime` between two samples that are more than a rounding error
_BESIDE = 0.3  # seconds around a stop that hold the samples next to it
_NEXT_WITHIN = 0.6  # seconds between two consecutive samples, at four a second


@dataclass(frozen=True, slots=True)
class SilentFreeze:
    """A time in which every sample of one media element says that it plays, but nothing moved; lab clock."""

    start: float
    end: float

    @property
    def length(self) -> float:
        """Seconds."""
        return self.end - self.start


@once_per_timeline
def silent_freezes(timeline: Timeline) -> tuple[SilentFreeze, ...]:
    """All of a second or more, once the picture has moved, in order; elements that freeze together count once."""
    freezes: list[SilentFreeze] = []
    moved = [frame.at for frame in changing(timeline)]
    for gap in stills(timeline, longer_than=LEAST):
        for start, end in _visible(timeline, gap):
            claims = (claim for claim in _claims(timeline, start, end) if _longest_still(moved, claim) >= LEAST)
            longest = max(claims, key=lambda claim: claim.length, default=None)
            freezes += [longest] if longest else []
    return tuple(freezes)


def _longest_still(moved: Sequence[float], claim: SilentFreeze) -> float:
    """Seconds between two pictures within it: stragglers do not end a stop, but many of them make no freeze."""
    within = moved[bisect_right(moved, claim.start) : bisect_left(moved, claim.end)]
    return max(after - before for before, after in pairwise([claim.start, *within, claim.end]))


def _visible(timeline: Timeline, gap: Gap) -> Iterator[tuple[float, float]]:
    """The pieces of a gap in which the picture could be seen."""
    begins = gap.start
    media = under_test(timeline, gap.start)
    covered = ((hidden.start, hidden.end) for hidden in not_seen(timeline) if hidden.media == media)
    for hidden, shown in sorted((*hidden_spans(timeline), *covered)):
        if shown > begins and hidden < gap.end:
            yield begins, max(hidden, begins)
            begins = shown
    yield begins, max(gap.end, begins)


def _claims(timeline: Timeline, start: float, end: float) -> Iterator[SilentFreeze]:
    """Within a time without a new picture, the runs of samples in which an element says that it is playing."""
    for samples in _of_each(timeline, start - _BESIDE, end + _BESIDE):
        run: list[float] = []
        for before, sample in pairwise([None, *samples]):
            if sample is None:
                continue
            goes_on = bool(run) and sample.at - run[-1] <= _NEXT_WITHIN
            if not _says_it_plays(before, sample):
                yield from _freeze(run, start, end)
                run = []
            elif goes_on or not run:
                run.append(sample.at)
            else:
                yield from _freeze(run, start, end)
                run = [sample.at]
        yield from _freeze(run, start, end)


def _freeze(run: Sequence[float], start: float, end: float) -> Iterator[SilentFreeze]:
    if run and min(run[-1], end) > max(run[0], start):
        yield SilentFreeze(max(run[0], start), min(run[-1], end))


def _of_each(timeline: Timeline, start: float, end: float) -> Iterator[list[Event]]:
    """The samples of each element that could show pictures within an interval and showed none of another kind.

    Where one is under test, only its own.
    """
    tested = under_test(timeline, start + _BESIDE)
    other = {e.data.get("media") for e in timeline.named(EventName.MEDIA_ATTACHED) if e.data.get("tag") == "audio"}
    other |= {
        event.data.get("media")
        for event in timeline.named(EventName.FRAME_PRESENTED)
        if event.data.get("painted") is None and start + _BESIDE < event.at < end - _BESIDE
    }
    of_media: dict[object, list[Event]] = {}
    for event in timeline.named(EventName.MEDIA_SAMPLED):
        media = event.data.get("media")
        if start <= event.at <= end and media not in other and tested in (None, media):
            of_media.setdefault(media, []).append(event)
    yield from of_media.values()


def _says_it_plays(before: Event | None, sample: Event) -> bool:
    if sample.data.get("paused") is not False:
        return False
    if int(sample.data.get("ready_state") or 0) >= _HAVE_FUTURE_DATA:
        return True
    return before is not None and float(sample.data["position"]) - float(before.data["position"]) > _GOES_ON
