"""What happened in a trial, in one sentence that somebody who was not there can read."""

from collections.abc import Mapping

from chaoslab.events import EventName
from chaoslab.frames import gaps, presented
from chaoslab.measurement import Measurement
from chaoslab.phrases import fault_happened, fault_named, fault_was_meant, listed, seconds
from chaoslab.plan import Step, TrialPlan
from chaoslab.requests import requests
from chaoslab.timeline import Timeline

_MOST_DELAYS = 6  # more are summed up by the first and the last


def sentence(plan: TrialPlan, timeline: Timeline, measurements: Mapping[str, Measurement]) -> str:
    """Fault, reaction of the player, effect on the viewer; without a fault, how the stream played."""
    parts = _faulted(plan, timeline, measurements) if plan.steps else [_played(timeline, measurements)]
    crash = timeline.first(EventName.PAGE_CRASHED)
    if crash:
        parts.append(f"the page crashed at {seconds(timeline.since_zero(crash.at))}")
    text = "; ".join(part for part in parts if part)
    return text[:1].upper() + text[1:] + "."


def _faulted(plan: TrialPlan, timeline: Timeline, measurements: Mapping[str, Measurement]) -> list[str]:
    injected = _step_times(timeline, EventName.FAULT_INJECTED)
    seen = _step_times(timeline, EventName.FAULT_SEEN)
    steps = list(enumerate(plan.steps))
    if not injected:
        return [_played(timeline, measurements), f"the trial ended before its fault ({_planned(plan)})"]
    unseen = [(i, step) for i, step in steps if i in injected and i not in seen]
    if unseen:
        meant = listed([f"{fault_was_meant(step)} at {seconds(injected[i])}" for i, step in unseen])
        return [f"{meant}, but no independent witness saw it happen, so this says nothing about the player"]
    happened = listed([f"{fault_happened(step)} at {seconds(injected[i])}" for i, step in steps if i in injected])
    if not presented(timeline):
        return [happened, _never_shown(timeline)]
    acts = listed(_acts(plan, timeline, measurements))
    return [happened, f"the player {acts}" if acts else "", _picture(timeline, timeline.zero + min(injected.values()))]


def _planned(plan: TrialPlan) -> str:
    return listed([f"{fault_named(step)}, planned for {seconds(step.at)}" for step in plan.steps])


def _step_times(timeline: Timeline, name: EventName) -> dict[int, float]:
    """Step → seconds of the trial, by the first such event of each step."""
    times: dict[int, float] = {}
    for event in timeline.named(name):
        times.setdefault(int(event.data.get("step", 0)), timeline.since_zero(event.at))
    return times


def _acts(plan: TrialPlan, timeline: Timeline, measurements: Mapping[str, Measurement]) -> list[str]:
    fallback = _number(measurements, "fallback_time")
    acts = [_retried(plan.steps, measurements)]
    if fallback is not None:
        acts.append(f"showed HLS after {seconds(fallback)}")
    elif plan.rig.mode == "flv" and any(request.is_playlist for request in requests(timeline)):
        acts.append("asked for HLS but never showed it")
    recovered = measurements.get("recovered")
    if recovered is not None and recovered.value is False:
        acts.append(f"had not recovered when observation ended at {seconds(timeline.since_zero(timeline.end))}")
    elif recovered is not None and recovered.value is True and fallback is None:
        took = _number(measurements, "time_to_recover")
        acts.append(f"was steady again after {seconds(took)}" if took else "played on")
    return [act for act in acts if act]


def _retried(steps: tuple[Step, ...], measurements: Mapping[str, Measurement]) -> str:
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
    if len(delays) > _MOST_DELAYS:
        return f"retried {times} (first after {seconds(delays[0])}, last after {seconds(delays[-1])})"
    return f"retried {times} after {', '.join(f'{delay:.1f}' for delay in delays)} s"


def _picture(timeline: Timeline, fault_at: float) -> str:
    after = [gap for gap in gaps(timeline) if gap.end > fault_at]
    if not after:
        return "the picture never stopped"
    if not after[-1].closed:
        since = seconds(timeline.since_zero(after[-1].start))
        return f"the viewer saw no new picture from {since} to the end at {seconds(timeline.since_zero(timeline.end))}"
    total = seconds(sum(gap.length for gap in after))
    stretches = f", in {len(after)} stretches" if len(after) > 1 else ""
    return f"the viewer saw {total} without a new picture{stretches}"


def _never_shown(timeline: Timeline) -> str:
    return f"no picture was shown in the {seconds(timeline.end - timeline.zero)} observed"


def _played(timeline: Timeline, measurements: Mapping[str, Measurement]) -> str:
    frames = presented(timeline)
    if not frames:
        return _never_shown(timeline)
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
    return f"with a stall of {total}" if len(stalls) == 1 else f"with {len(stalls)} stalls of {total} in all"


def _number(measurements: Mapping[str, Measurement], name: str) -> float | None:
    measurement = measurements.get(name)
    value = measurement.value if measurement else None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
