"""What happened in a trial, in one sentence for somebody who was not there."""

from collections.abc import Container, Mapping, Sequence

from chaoslab.conditions import condition
from chaoslab.english import listed, listed_at, seconds
from chaoslab.evidence.network.flv_retries import flv_retries
from chaoslab.evidence.network.requests import requests
from chaoslab.evidence.picture.disturbance import disturbances
from chaoslab.evidence.picture.frames import STALL_AFTER, gaps, moving, presented
from chaoslab.evidence.picture.tab_hidden import hidden_between, hidden_spans
from chaoslab.experiment.method.step import Step
from chaoslab.experiment.method.words import start_in_words
from chaoslab.faults import fault_class
from chaoslab.judge.fault_words import fault_happened, fault_named, fault_was_meant
from chaoslab.judge.signalling_sentence import signalling_acts
from chaoslab.judge.verdict import Receipt
from chaoslab.plan.model import TrialPlan
from chaoslab.probes import Measurement
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.timeline import Timeline

_MOST_DELAYS = 6  # of more, the sentence gives the first and the last
_AT_ONCE = 0.05  # seconds; a shorter delay would read as 0.0


def sentence(
    plan: TrialPlan, timeline: Timeline, measurements: Mapping[str, Measurement], receipts: Sequence[Receipt]
) -> str:
    """Fault, reaction of the player, effect on the viewer; without a fault, how the stream played."""
    gone = {receipt.step for receipt in receipts if receipt.player_was_gone}
    seen = {receipt.step for receipt in receipts if receipt.witnessed} | gone
    parts = _faulted(plan, timeline, measurements, seen, gone=gone) if plan.steps else [_played(timeline, measurements)]
    text = "; ".join(part for part in (*parts, crashed(timeline)) if part)
    return text[:1].upper() + text[1:] + "."


def crashed(timeline: Timeline) -> str:
    """`the page crashed at 9.0 s`; empty if it did not while it was observed."""
    crash = timeline.first(EventName.PAGE_CRASHED)
    if crash is None or crash.at > timeline.end:
        return ""
    return f"the page crashed at {seconds(timeline.since_zero(crash.at))}"


def _faulted(
    plan: TrialPlan,
    timeline: Timeline,
    measurements: Mapping[str, Measurement],
    seen: Container[int],
    *,
    gone: Container[int],
) -> list[str]:
    injected = _injection_times(timeline)
    steps = list(enumerate(plan.steps))
    skipped = timeline.first(EventName.FAULT_SKIPPED)
    if skipped and int(skipped.data["step"]) not in gone:
        return [_given_up(plan, timeline, skipped)]
    if not injected:
        return [_played(timeline, measurements), f"the trial ended before its fault ({_planned(plan)})"]
    unseen = [(i, step) for i, step in steps if i in injected and i not in seen]
    if unseen:
        meant = listed_at((fault_was_meant(step), injected[i]) for i, step in unseen)
        return [f"{meant}, but no independent witness saw it happen, so this says nothing about the player"]
    bit = [(i, step) for i, step in steps if i in injected and i not in gone]
    happened = listed_at((fault_happened(step), injected[i]) for i, step in bit)
    if not moving(timeline):
        return [happened, _never_moved(timeline)]
    fault_at = timeline.zero + min(injected.values())
    on = tuple(step for _, step in bit)
    acts = listed(_acts(plan.model_copy(update={"steps": on}), timeline, measurements, fault_at))
    return [happened, f"the player {acts}" if acts else "", _picture(timeline, fault_at)]


def _given_up(plan: TrialPlan, timeline: Timeline, skipped: Event) -> str:
    step = plan.steps[int(skipped.data["step"])]
    awaited = f"{condition(step.when).words}, which did not happen within {step.within:g} s"
    at = seconds(timeline.since_zero(skipped.at))
    return f"{fault_was_meant(step)} as soon as {awaited}; so the trial was given up at {at} and says nothing"


def _planned(plan: TrialPlan) -> str:
    return listed([f"{fault_named(step)}, {_planned_for(plan, index)}" for index, step in enumerate(plan.steps)])


def _planned_for(plan: TrialPlan, index: int) -> str:
    at = plan.steps[index].at
    if at is None or plan.steps[index].when:
        return start_in_words(plan.steps, index)
    return f"planned for {seconds(at)}"


def _injection_times(timeline: Timeline) -> dict[int, float]:
    """Step → seconds of the trial at which it was injected."""
    times: dict[int, float] = {}
    for event in timeline.named(EventName.FAULT_INJECTED):
        times.setdefault(int(event.data.get("step", 0)), timeline.since_zero(event.at))
    return times


def _acts(plan: TrialPlan, timeline: Timeline, measurements: Mapping[str, Measurement], fault_at: float) -> list[str]:
    fallback = _number(measurements, "fallback_time")
    acts = [_retried(plan.steps, timeline, measurements)]
    if fallback is not None:
        acts.append(f"showed HLS after {seconds(fallback)}")
    elif plan.rig.mode == "flv" and any(r.is_playlist and r.started_at >= fault_at for r in requests(timeline)):
        acts.append("asked for HLS but never showed it")
    acts += signalling_acts(measurements)
    recovered = measurements.get("recovered")
    if any(kind.for_good and kind.alone for kind in (fault_class(step.fault) for step in plan.steps)):
        return [act for act in acts if act]  # there was nothing to come back to
    if recovered is not None and recovered.value is False:
        acts.append(f"had not recovered when observation ended at {seconds(timeline.since_zero(timeline.end))}")
    elif recovered is not None and recovered.value is True and fallback is None:
        acts.append(_steadied(plan, timeline, measurements))
    return [act for act in acts if act]


def _steadied(plan: TrialPlan, timeline: Timeline, measurements: Mapping[str, Measurement]) -> str:
    if any(fault_class(step.fault).hides_tab for step in plan.steps):
        return _steadied_in_a_tab(plan, timeline)
    took = _number(measurements, "time_to_recover")
    return f"was steady again after {seconds(took)}" if took else "played on"


def _steadied_in_a_tab(plan: TrialPlan, timeline: Timeline) -> str:
    """Counted from when the tab was visible again: the player is not to blame for what a hidden one did not show."""
    hits = [(hit, hit.recovered_at) for hit in disturbances(timeline) if hit.recovered_at is not None]
    if not hits or not all(fault_class(step.fault).hides_tab for step in plan.steps):
        return f"was steady again from {seconds(timeline.since_zero(hits[-1][1]))} on" if hits else ""
    ends = [end for _, end in hidden_spans(timeline)]
    took = max(at - max((e for e in ends if hit.injected_at <= e <= hit.until), default=at) for hit, at in hits)
    if took < STALL_AFTER:
        return "was steady as soon as the tab came back"
    return f"was steady again {seconds(took)} after the tab came back"


def _retried(steps: tuple[Step, ...], timeline: Timeline, measurements: Mapping[str, Measurement]) -> str:
    count = _number(measurements, "flv_retries")
    if count is None:
        return ""
    if not count:
        return "did not retry FLV" if any(step.settings.get("leg") == "flv" for step in steps) else ""
    times = "once" if count == 1 else f"{count:.0f} times"
    measurement = measurements.get("retry_delays")
    delays = measurement.value if measurement and isinstance(measurement.value, tuple) else ()
    if not delays:
        return f"retried {times}"
    if all(delay < _AT_ONCE for delay in delays):
        return f"asked for FLV again {_at_once(times, _noticed(timeline))}"
    if len(delays) > _MOST_DELAYS:
        return f"retried {times} (first after {seconds(delays[0])}, last after {seconds(delays[-1])})"
    return f"retried {times} after {', '.join(f'{delay:.1f}' for delay in delays)} s"


def _at_once(times: str, when: str) -> str:
    return f"at once{when}" if times == "once" else f"{times}{', first' if when else ''}{when}, each time at once"


def _noticed(timeline: Timeline) -> str:
    """Why an attempt followed the loss at once: the player itself gave the stream up, this long after a picture."""
    asked_at = flv_retries(timeline)[0].asked_at
    before = next((frame.at for frame in reversed(presented(timeline)) if frame.at <= asked_at), asked_at)
    took = asked_at - before - hidden_between(timeline, before, asked_at)
    return f" when {seconds(took)} had passed without a picture" if took > STALL_AFTER else ""


def _picture(timeline: Timeline, fault_at: float) -> str:
    first = moving(timeline)[0].at
    if first > fault_at and not any(frame.at < fault_at for frame in presented(timeline)):
        return f"the first picture that moved came after {seconds(first - fault_at)}"
    after = [gap for gap in gaps(timeline) if gap.end > fault_at]
    if not after:
        hidden = any(end > fault_at for _, end in hidden_spans(timeline))
        return f"the picture never stopped{' while the tab was visible' if hidden else ''}"
    # The last picture may have come an instant before the fault that stopped it.
    stood = "the picture already stood still before the fault; " if after[0].start < fault_at - STALL_AFTER else ""
    if not after[-1].closed:
        since, end = (seconds(timeline.since_zero(at)) for at in (after[-1].start, timeline.end))
        return f"{stood}the viewer saw no new picture from {since} to the end at {end}"
    total = seconds(sum(gap.length for gap in after))
    stretches = f", in {len(after)} stretches" if len(after) > 1 else ""
    return f"{stood}the viewer saw {total} without a new picture{stretches}"


def _never_moved(timeline: Timeline) -> str:
    never = "the picture never began to move" if presented(timeline) else "no picture was shown"
    return f"{never} in the {seconds(timeline.end - timeline.zero)} observed"


def _played(timeline: Timeline, measurements: Mapping[str, Measurement]) -> str:
    frames = moving(timeline)
    if not frames:
        return _never_moved(timeline)
    text = f"the stream played for {seconds(timeline.end - frames[0].at)}"
    if (rate := _number(measurements, "frame_rate")) is not None:
        text += f" at {rate:.1f} frames a second"
    if (behind := _number(measurements, "live_latency")) is not None:
        text += f", {seconds(behind)} behind live"
    return f"{text}, {_stalls(timeline)}"


def _stalls(timeline: Timeline) -> str:
    stalls = gaps(timeline)
    if not stalls:
        return "without a stall"
    total = seconds(sum(stall.length for stall in stalls))
    total = total if stalls[-1].closed else f"at least {total}"
    return f"with a stall of {total}" if len(stalls) == 1 else f"with {len(stalls)} stalls of {total} in all"


def _number(measurements: Mapping[str, Measurement], name: str) -> float | None:
    measurement = measurements.get(name)
    value = measurement.value if measurement else None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
