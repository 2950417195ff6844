"""How a player asked for FLV again, in words for a trial's sentence."""

from collections.abc import Sequence
from itertools import pairwise

from chaoslab.english import one_decimal
from chaoslab.evidence.network.flv_retries import Retry, flv_retries
from chaoslab.evidence.network.requests import Request, asked, requests
from chaoslab.evidence.picture.frames import STALL_AFTER, gaps
from chaoslab.evidence.picture.tab_hidden import hidden_between
from chaoslab.experiment.method.step import Step
from chaoslab.judge.said import NOTHING, Point, Said, Time, between, say, second_of
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

_MOST = 6  # of more, the sentence gives the first and the last
_AT_ONCE = 0.05  # seconds; a shorter wait would read as 0.0
_WITH_THE_FAULT = 0.1  # seconds from a fault to a loss that a reader may count as one
_ANSWERED_WITHIN = 0.5  # seconds from an attempt to its failure, for waits that follow one another


def retried(steps: Sequence[Step], timeline: Timeline) -> Said:
    """As it follows "the player …"; nothing if FLV was neither asked for again nor harmed."""
    flv = [request for request in requests(timeline) if request.is_flv]
    if not flv:
        return NOTHING
    retries = flv_retries(timeline)
    if not retries:
        return _asked_besides(steps, timeline, flv)
    if not _follow_one_another(timeline, retries):
        return _asked_at(timeline, [_asked(retry) for retry in retries], _missing(timeline, retries[0]))
    lost = Point(retries[0].lost_at, "loss")
    if _by_a_fault(timeline, lost.at):
        return _waited(retries)
    lost_at = second_of(timeline, lost)
    if len(retries) == 1:
        return say("retried once ({} after the connection was lost at {})", _wait(retries[0]), lost_at)
    return say("{} (the first counted from the loss of the connection at {})", _waited(retries), lost_at)


def _asked_besides(steps: Sequence[Step], timeline: Timeline, flv: Sequence[Request]) -> Said:
    """Of a player that lost no stream: it may have asked for another one all the same."""
    fault = timeline.first(EventName.FAULT_INJECTED)
    later = [asked(request)[0] for request in flv[1:] if fault is not None and request.started_at >= fault.at]
    if later:
        return _asked_at(timeline, [Point(at, "request") for at in later])
    return Said("did not retry FLV") if any(_harms_flv(step) for step in steps) else NOTHING


def _harms_flv(step: Step) -> bool:
    leg = step.settings.get("leg")
    return "flv" in leg if isinstance(leg, list | tuple) else leg == "flv"


def _follow_one_another(timeline: Timeline, retries: Sequence[Retry]) -> bool:
    """Whether the waits tell it all: each loss was a fault's doing or followed the attempt before, bar the first."""
    if _gave_up(timeline, retries[0]):
        return False
    return all(
        _by_a_fault(timeline, after.lost_at) or after.lost_at - before.asked_at <= _ANSWERED_WITHIN
        for before, after in pairwise(retries)
    )


def _by_a_fault(timeline: Timeline, lost_at: float) -> bool:
    return any(0 <= lost_at - fault.at < _WITH_THE_FAULT for fault in timeline.named(EventName.FAULT_INJECTED))


def _gave_up(timeline: Timeline, retry: Retry) -> bool:
    """Whether the player itself left a stream for another one, when no fault had just cut it."""
    return retry.delay < _AT_ONCE and not _by_a_fault(timeline, retry.lost_at)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _waited(retries: Sequence[Retry]) -> Said:
    waits = [_wait(retry) for retry in retries]
    count = _times(len(waits))
    if all(retry.delay < _AT_ONCE for retry in retries):
        once = "at once" if len(waits) == 1 else f"{count}, each time at once"
        return Said(f"asked for FLV again {once}")
    if len(waits) > _MOST:
        return say("retried {} (first after {}, last after {})", count, waits[0], waits[-1])
    if any(retry.delay < _AT_ONCE for retry in retries):
        words = ["at once" if retry.delay < _AT_ONCE else f"after {w}" for retry, w in zip(retries, waits, strict=True)]
        slow = tuple(wait for wait, retry in zip(waits, retries, strict=True) if retry.delay >= _AT_ONCE)
        return Said(f"retried {count} ({', '.join(words)})", slow)
    return Said(f"retried {count} after {', '.join(one_decimal(wait.value) for wait in waits)} s", tuple(waits))


def _wait(retry: Retry) -> Time:
    return between(Point(retry.lost_at, "loss"), _asked(retry))


def _asked_at(timeline: Timeline, moments: Sequence[Point], missing: Said = NOTHING) -> Said:
    """By the seconds of the trial, as the waits alone would say too little."""
    times = [second_of(timeline, moment) for moment in moments]
    if len(times) == 1:
        return say("asked for FLV again at {}{}", times[0], say(" after {}", missing) if missing else "")
    first = say(", the first after {}", missing) if missing else NOTHING
    if len(times) > _MOST:
        form = "asked for FLV again {} (first at {}, last at {}{})"
        return say(form, _times(len(times)), times[0], times[-1], first)
    ats = Said(f"{', '.join(one_decimal(time.value) for time in times[:-1])} and {times[-1]}", tuple(times))
    return say("asked for FLV again {} (at {}{})", _times(len(times)), ats, first)


def _missing(timeline: Timeline, retry: Retry) -> Said:
    """`5.4 s without a picture`, of a stream that the player itself gave up; nothing if the picture had not stopped."""
    stops = [gap for gap in gaps(timeline) if gap.start < retry.asked_at <= gap.end]
    if not stops or not _gave_up(timeline, retry):
        return NOTHING
    start = Point(stops[0].start, "picture")
    without = between(start, _asked(retry), hidden=hidden_between(timeline, start.at, retry.asked_at))
    return say("{} without a picture", without) if without.value > STALL_AFTER else NOTHING


def _asked(retry: Retry) -> Point:
    return Point(retry.asked_at, "request")
