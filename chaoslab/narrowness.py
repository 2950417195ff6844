"""Whether a leg was narrow: what came on it came at a set rate, though more was to be had."""

from collections.abc import Iterator

from chaoslab.paces import Pace, download_paces, stream_paces
from chaoslab.timeline import Timeline

_MOST, _LEAST = 1.05, 0.6  # of the set rate: more was never seen, and so much was used
_WANTED = 1.2  # of the set rate: what was seen at another time, when nothing narrowed the leg
_TOOK_AT_LEAST = 0.5  # seconds of a download that shows a rate; a loopback needs some ms


def first_narrow(timeline: Timeline, leg: str, *, rate: float, since: float, until: float) -> Pace | None:
    """The first stream or download within an interval that ran at `rate` bytes a second, as not all did outside of it.

    None where any ran faster within it, or where the leg never brought more at another time: then nothing was narrow.
    """
    during = tuple(_shown(timeline, leg, since, until))
    if not during or any(one.per_second > _MOST * rate for one in during):
        return None
    if not any(one.per_second >= _WANTED * rate for one in _elsewhere(timeline, leg, since, until)):
        return None
    used = (one for one in during if one.per_second >= _LEAST * rate)
    return min(used, key=lambda one: one.start, default=None)


def _shown(timeline: Timeline, leg: str, since: float, until: float) -> Iterator[Pace]:
    yield from stream_paces(timeline, leg, since=since, until=until)
    for one in download_paces(timeline, leg, since=since, until=until):
        if one.end - one.start >= _TOOK_AT_LEAST:
            yield one


def _elsewhere(timeline: Timeline, leg: str, since: float, until: float) -> Iterator[Pace]:
    for start, end in ((timeline.zero, since), (until, timeline.end)):
        yield from stream_paces(timeline, leg, since=start, until=end, window=1)
        yield from download_paces(timeline, leg, since=start, until=end)
