"""How a player came back after a fault, or why it did not, in words for a trial's sentence."""

from collections.abc import Iterator, Sequence

from chaoslab.evidence.network.requests import requests
from chaoslab.evidence.picture.disturbance import Disturbance, disturbances, latency_before
from chaoslab.evidence.picture.fallback import first_hls_picture
from chaoslab.evidence.picture.frames import STALL_AFTER
from chaoslab.evidence.picture.tab_hidden import hidden_between, hidden_spans
from chaoslab.faults import fault_class
from chaoslab.judge.said import NOTHING, Point, Said, all_of, between, say, second_of, the_end
from chaoslab.judge.unsteady_words import plays_unsteadily
from chaoslab.plan.model import TrialPlan
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

_WITH_THE_FAULT = 0.1  # seconds between a fault and the last picture that a reader may count as one
_MOST = 3  # recoveries that are told one by one


def came_back(plan: TrialPlan, timeline: Timeline) -> tuple[Said, Said]:
    """Each as it follows "the player …": the switch to HLS, and when it was steady again or that it was not."""
    hits = disturbances(timeline)
    first = first_hls_picture(timeline, hits[0].injected_at)
    switched = NOTHING if first is None else say("showed HLS {}", _after(timeline, _hit_of(hits, first.at), first.at))
    if first is None and plan.rig.mode == "flv" and _asked_for_hls(timeline, hits[0].injected_at):
        switched = Said("asked for HLS but never showed it")
    if _nothing_to_come_back_to(plan) or latency_before(timeline, hits[0].injected_at) is None:
        return switched, NOTHING
    lost = [hit for hit in hits if hit.recovered_at is None]
    if lost:
        return switched, plays_unsteadily(timeline, lost[-1]) or _had_not_recovered(timeline, lost[-1])
    return switched, NOTHING if first is not None else _steadied(plan, timeline, hits)


def _nothing_to_come_back_to(plan: TrialPlan) -> bool:
    """Whether one of the faults ended the broadcast for good."""
    return any(kind.for_good and kind.alone for kind in (fault_class(step.fault) for step in plan.steps))


def _asked_for_hls(timeline: Timeline, since: float) -> bool:
    return any(request.is_playlist and request.started_at >= since for request in requests(timeline))


def _hit_of(hits: Sequence[Disturbance], at: float) -> Disturbance:
    return [hit for hit in hits if hit.injected_at <= at][-1]


def _after(timeline: Timeline, hit: Disturbance, at: float) -> Said:
    """`after 3.9 s` if nobody can mistake what that counts from; else it names the fault, or when the picture stopped.

    Like the figures, it counts from the last picture before the first stop.
    """
    faults = [event.at for event in timeline.named(EventName.FAULT_INJECTED)]
    came = Point(at, "picture")
    if hit.impact_at is None or hit.impact_at >= at:
        fault = Point(hit.injected_at, "fault")
        return _from_the_fault(timeline, fault, came) if len(faults) > 1 else say("after {}", between(fault, came))
    stop = Point(hit.impact_at, "picture")
    took = between(stop, came, hidden=hidden_between(timeline, stop.at, at))
    with_it = next((fault for fault in reversed(faults) if abs(fault - stop.at) < _WITH_THE_FAULT), None)
    if with_it is not None and len(faults) == 1:
        return say("after {}", took)
    if with_it is not None:
        return _from_the_fault(timeline, Point(with_it, "fault"), came)
    return say("{} after the picture stopped at {}", took, second_of(timeline, stop))


def _from_the_fault(timeline: Timeline, fault: Point, came: Point) -> Said:
    hidden = hidden_between(timeline, fault.at, came.at)
    return say("{} after the fault at {}", between(fault, came, hidden=hidden), second_of(timeline, fault))


def _had_not_recovered(timeline: Timeline, hit: Disturbance) -> Said:
    if hit.until >= timeline.end:
        return say("had not recovered when observation ended at {}", second_of(timeline, the_end(timeline)))
    fault, following = (second_of(timeline, Point(at, "fault")) for at in (hit.injected_at, hit.until))
    return say("had not recovered from the fault at {} when the next one came at {}", fault, following)


def _steadied(plan: TrialPlan, timeline: Timeline, hits: Sequence[Disturbance]) -> Said:
    if any(fault_class(step.fault).hides_tab for step in plan.steps):
        return _steadied_in_a_tab(plan, timeline, hits)
    took = list(_recoveries(timeline, hits))
    if not took:
        return Said("played on")
    if len(took) <= _MOST:
        return say("was steady again {}", all_of(took))
    return say("was steady again after each fault, the last time {}", took[-1])


def _recoveries(timeline: Timeline, hits: Sequence[Disturbance]) -> Iterator[Said]:
    for hit in hits:
        at = hit.recovered_at
        if at is not None and (hit.impact_at is not None or at > hit.injected_at):
            yield _after(timeline, hit, at)


def _steadied_in_a_tab(plan: TrialPlan, timeline: Timeline, hits: Sequence[Disturbance]) -> Said:
    """Counted from when the tab was visible again: the player is not to blame for what a hidden one did not show."""
    back = [(hit, hit.recovered_at) for hit in hits if hit.recovered_at is not None]
    if not all(fault_class(step.fault).hides_tab for step in plan.steps):
        return say("was steady again from {} on", second_of(timeline, Point(back[-1][1], "picture")))
    ends = [end for _, end in hidden_spans(timeline)]
    pairs = [(max((e for e in ends if hit.injected_at <= e <= hit.until), default=at), at) for hit, at in back]
    shown, at = max(pairs, key=lambda pair: pair[1] - pair[0])
    if at - shown < STALL_AFTER:
        return Said("was steady as soon as the tab came back")
    return say("was steady again {} after the tab came back", between(Point(shown, "page shown"), Point(at, "picture")))
