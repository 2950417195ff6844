"""What happened in a trial, in one sentence for somebody who was not there."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from chaoslab.conditions import condition
from chaoslab.english import listed, listed_at, seconds
from chaoslab.evidence.picture.frames import moving
from chaoslab.experiment.method.words import start_in_words
from chaoslab.judge.fault_words import fault_happened, fault_named, fault_was_meant
from chaoslab.judge.picture_words import never_moved, played, seen_after
from chaoslab.judge.recovery_words import came_back
from chaoslab.judge.retry_words import retried
from chaoslab.judge.said import NOTHING, Point, Said, all_of, one_by_one, say, second_of
from chaoslab.judge.signalling_sentence import losses, signalling_acts
from chaoslab.judge.verdict import Receipt
from chaoslab.plan.model import TrialPlan
from chaoslab.probes import Measurement
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.timeline import Timeline


def sentence(
    plan: TrialPlan, timeline: Timeline, measurements: Mapping[str, Measurement], receipts: Sequence[Receipt]
) -> str:
    """Fault, reaction of the player, effect on the viewer; without a fault, how the stream played."""
    text = said_of(plan, timeline, measurements, receipts).text
    return text[:1].upper() + text[1:] + "."


def said_of(
    plan: TrialPlan, timeline: Timeline, measurements: Mapping[str, Measurement], receipts: Sequence[Receipt]
) -> Said:
    """The sentence with what each of its times counts from and to."""
    gone = {receipt.step for receipt in receipts if receipt.player_was_gone}
    seen = {receipt.step for receipt in receipts if receipt.witnessed}
    parts = (
        _faulted(plan, timeline, measurements, seen=seen, gone=gone) if plan.steps else [played(timeline, measurements)]
    )
    return one_by_one((*parts, _crash(timeline)))


def crashed(timeline: Timeline) -> str:
    """`the page crashed at 9.0 s`; empty if it did not while it was observed."""
    return _crash(timeline).text


def _crash(timeline: Timeline) -> Said:
    crash = timeline.first(EventName.PAGE_CRASHED)
    if crash is None or crash.at > timeline.end:
        return NOTHING
    return say("the page crashed at {}", second_of(timeline, Point(crash.at, "page crashed")))


def _faulted(
    plan: TrialPlan,
    timeline: Timeline,
    measurements: Mapping[str, Measurement],
    *,
    seen: Container[int],
    gone: Container[int],
) -> list[Said]:
    """A step that found no player left is not told: those before it decide."""
    injected = _injections(timeline)
    skipped = timeline.first(EventName.FAULT_SKIPPED)
    if skipped and int(skipped.data["step"]) not in gone:
        return [_given_up(plan, timeline, skipped)]
    if not injected:
        return [played(timeline, measurements), Said(f"the trial ended before its fault ({_planned(plan)})")]
    steps = [(i, step) for i, step in enumerate(plan.steps) if i in injected and i not in gone]
    if unseen := [(i, step) for i, step in steps if i not in seen]:
        meant = _at(timeline, ((fault_was_meant(step), injected[i]) for i, step in unseen))
        return [say("{}, but no independent witness saw it happen, so this says nothing about the player", meant)]
    happened = _at(timeline, ((fault_happened(step), injected[i]) for i, step in steps))
    if not moving(timeline):
        return [happened, never_moved(timeline)]
    on = plan.model_copy(update={"steps": tuple(step for _, step in steps)})
    return [happened, *_since_the_fault(on, timeline, measurements)]


def _since_the_fault(plan: TrialPlan, timeline: Timeline, measurements: Mapping[str, Measurement]) -> Iterator[Said]:
    fault_at = min(_injections(timeline).values())
    switched, recovered = came_back(plan, timeline)
    signalled = signalling_acts(measurements, losses(timeline))
    did = all_of((retried(plan.steps, timeline), switched, *signalled, recovered))
    yield say("the player {}", did) if did else NOTHING
    after_the_end = measurements.get("requests_after_end")  # what it then asked for is told already
    yield seen_after(timeline, fault_at, asked_too=after_the_end is None or after_the_end.value is None)


def _at(timeline: Timeline, happened: Iterable[tuple[str, float]]) -> Said:
    moments = [(words, Point(at, "fault")) for words, at in happened]
    if not moments:
        return NOTHING
    text = listed_at((words, timeline.since_zero(moment.at)) for words, moment in moments)
    return Said(text, tuple(second_of(timeline, moment) for _, moment in moments))


def _given_up(plan: TrialPlan, timeline: Timeline, skipped: Event) -> Said:
    step = plan.steps[int(skipped.data["step"])]
    awaited = f"{condition(step.when).words}, which did not happen within {step.within:g} s"
    at = second_of(timeline, Point(skipped.at, "fault skipped"))
    form = "{} as soon as {}; so the trial was given up at {} and says nothing"
    return say(form, fault_was_meant(step), awaited, at)


def _planned(plan: TrialPlan) -> str:
    return listed([f"{fault_named(step)}, {_planned_for(plan, index)}" for index, step in enumerate(plan.steps)])


def _planned_for(plan: TrialPlan, index: int) -> str:
    at = plan.steps[index].at
    if at is None or plan.steps[index].when:
        return start_in_words(plan.steps, index)
    return f"planned for {seconds(at)}"


def _injections(timeline: Timeline) -> dict[int, float]:
    """Step → when it was injected, on the lab clock."""
    times: dict[int, float] = {}
    for event in timeline.named(EventName.FAULT_INJECTED):
        times.setdefault(int(event.data.get("step", 0)), event.at)
    return times
