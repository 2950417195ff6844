"""What the viewer saw, in words for a trial's sentence: how it played, and whether it stood at the end."""

from collections.abc import Mapping, Sequence

from chaoslab.english import one_decimal
from chaoslab.evidence.network.requests import asked, requests
from chaoslab.evidence.picture.frames import STALL_AFTER, Gap, gaps, moving, presented, stills
from chaoslab.evidence.picture.seen import Hidden, not_seen
from chaoslab.evidence.picture.tab_hidden import hidden_spans
from chaoslab.evidence.picture.under_test import under_test
from chaoslab.evidence.signalling.connection_attempts import all_attempts
from chaoslab.judge.said import NOTHING, Lag, Point, Said, Stretch, Time, between, one_by_one, say, second_of, the_end
from chaoslab.probes import Measurement
from chaoslab.timeline.timeline import Timeline

_LOOKS = 1.0  # seconds from the last picture to the look that finds it hidden, at most
_QUIET = 5.0  # seconds without a request from which on a player is said to ask for nothing


def seen_after(timeline: Timeline, fault_at: float, *, asked_too: bool = True) -> Said:
    """What a fault did to the picture."""
    first = moving(timeline)[0].at
    fault = Point(fault_at, "fault")
    if first > fault_at and not any(frame.at < fault_at for frame in presented(timeline)):
        came = say("the first picture that moved came after {}", between(fault, Point(first, "picture")))
        return one_by_one((came, standing(timeline, asked_too=asked_too)))
    after = [stop for stop in gaps(timeline) if stop.end > fault_at]
    if not after:
        hidden = any(end > fault_at for _, end in hidden_spans(timeline))
        return Said(f"the picture never stopped{' while the tab was visible' if hidden else ''}")
    # The last picture may have come an instant before the fault that stopped it.
    before = "the picture already stood still before the fault" if after[0].start < fault_at - STALL_AFTER else ""
    over = after[: len(after) - len(_standing(after))]
    return one_by_one((Said(before), _without(over), standing(timeline, asked_too=asked_too)))


def _without(stops: Sequence[Gap]) -> Said:
    if not stops:
        return NOTHING
    stretches = f", in {len(stops)} stretches" if len(stops) > 1 else ""
    return say("the viewer saw {} without a new picture{}", _total(stops), stretches)


def _total(stops: Sequence[Gap]) -> Time:
    return Time(tuple(Stretch(Point(s.start, "picture"), Point(s.end, "picture"), s.hidden) for s in stops))


def _standing(stops: Sequence[Gap]) -> Sequence[Gap]:
    """The stops at the end that only single pictures part; none if the picture moved at the end."""
    if not stops or stops[-1].closed:
        return ()
    first = len(stops) - 1
    while first and stops[first].start - stops[first - 1].end < STALL_AFTER:
        first -= 1
    return stops[first:]


def standing(timeline: Timeline, *, asked_too: bool = True) -> Said:
    """`the picture stood from 5.2 s to the end at 27.0 s; the player asked for nothing after 8.2 s`.

    Or that it could not be seen, or that none was new; nothing if the picture moved at the end.
    """
    stops = _standing(gaps(timeline))
    if not stops:
        return NOTHING
    since = Point(stops[0].start, "picture")
    if hidden := _hidden_to_the_end(timeline):
        return one_by_one((_no_new(timeline, since, before=hidden.start), _unseen(timeline, hidden)))
    still = _standing(stills(timeline))
    if not still or still[0].start - since.at >= STALL_AFTER:
        return _no_new(timeline, since)
    stood = say("the picture stood from {} to {}", second_of(timeline, since), _to_the_end(timeline))
    return one_by_one((stood, asked_for_nothing(timeline, since.at) if asked_too else NOTHING))


def _hidden_to_the_end(timeline: Timeline) -> Hidden | None:
    spans = [span for span in not_seen(timeline) if span.end >= timeline.end]
    return next((span for span in spans if span.media == under_test(timeline, timeline.end)), None)


def _unseen(timeline: Timeline, hidden: Hidden) -> Said:
    at = second_of(timeline, Point(hidden.start, "view"))
    why = f": {hidden.why}" if hidden.why else ""
    return say("the picture could not be seen from {} to {}{}", at, _to_the_end(timeline), why)


def _no_new(timeline: Timeline, since: Point, *, before: float | None = None) -> Said:
    """Pictures may have been shown all the same: those shown before, or of something else."""
    if before is not None and before - since.at < _LOOKS:
        return NOTHING
    if before is not None:
        return say("the viewer saw no new picture from {} on", second_of(timeline, since))
    return say("the viewer saw no new picture from {} to {}", second_of(timeline, since), _to_the_end(timeline))


def _to_the_end(timeline: Timeline) -> Said:
    return say("the end at {}", second_of(timeline, the_end(timeline)))


def asked_for_nothing(timeline: Timeline, since: float) -> Said:
    """`the player asked for nothing after 8.2 s`, of a picture that stands `since` then; nothing if it kept asking."""
    media = [asked(request)[0] for request in requests(timeline) if request.is_media]
    others = [asked(request)[0] for request in requests(timeline) if not request.is_media]
    others += [attempt.asked_at for attempt in all_attempts(timeline)]
    last = max((at for at in media if at <= timeline.end), default=None)
    if last is None or timeline.end - max(last, since) < _QUIET:
        return NOTHING
    what = "no more of the stream" if any(last < at <= timeline.end for at in others) else "nothing"
    return say("the player asked for {} after {}", what, second_of(timeline, Point(last, "request")))


def never_moved(timeline: Timeline) -> Said:
    """Of a trial in which no picture moved."""
    never = "the picture never began to move" if presented(timeline) else "no picture was shown"
    return say("{} in the {} observed", never, second_of(timeline, the_end(timeline)))


def played(timeline: Timeline, measurements: Mapping[str, Measurement]) -> Said:
    """How a stream without a fault played."""
    frames = moving(timeline)
    if not frames:
        return never_moved(timeline)
    stands = _standing(gaps(timeline))
    end = Point(stands[0].start, "picture") if stands else the_end(timeline)
    text = say("the stream played for {}", between(Point(frames[0].at, "picture"), end))
    rate, behind = (_number(measurements, name) for name in ("frame_rate", "live_latency"))
    if rate is not None and not stands:  # a rate up to the end says nothing of how it played before it stood
        text = say("{} at {} a second", text, f"{one_decimal(rate)} frames")
    if behind is not None:
        text = say("{}, {} behind live", text, Lag(behind, one_decimal(behind)))
    over = gaps(timeline)[: len(gaps(timeline)) - len(stands)]
    return one_by_one((say("{}, {}", text, _stalls(over)), standing(timeline)))


def _stalls(stalls: Sequence[Gap]) -> Said:
    if not stalls:
        return Said("without a stall")
    total = _total(stalls)
    if len(stalls) == 1:
        return say("with a stall of {}", total)
    return say("with {} stalls of {} in all", str(len(stalls)), total)


def _number(measurements: Mapping[str, Measurement], name: str) -> float | None:
    measurement = measurements.get(name)
    value = measurement.value if measurement else None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
