"""Judges a trial: a pure function of its plan and its timeline."""

import math
from collections.abc import Mapping

from chaoslab.conformance.check import Conformance
from chaoslab.conformance.tellable import conformance
from chaoslab.evidence.lab.machine_busy import why_busy
from chaoslab.evidence.picture.dropped_by_browser import why_thinned
from chaoslab.evidence.picture.frames import moving
from chaoslab.evidence.player.player_states import player_states
from chaoslab.judge.findings import findings
from chaoslab.judge.no_baseline import why_no_baseline
from chaoslab.judge.page_report import page_refused, what_the_page_did
from chaoslab.judge.player_declared import declared_only, why_unmeasurable
from chaoslab.judge.player_fit import misfits, why_video_is_unseen
from chaoslab.judge.readable import askable, readable_only, unasked
from chaoslab.judge.receipts import receipts_of
from chaoslab.judge.rig_silent import why_the_rig_was_silent
from chaoslab.judge.sentence import crashed, sentence
from chaoslab.judge.tolerance import judge_one, why_broken
from chaoslab.judge.verdict import Judged, Outcome, PlayerState, Receipt, Verdict
from chaoslab.judge.waterfall import waterfalls
from chaoslab.plan.model import Expectation, TrialPlan
from chaoslab.probes import Measurement, measure_all, probe
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

STEADY_WINDOW = 2.0  # seconds over which the steady state must hold


def judge(plan: TrialPlan, timeline: Timeline) -> Verdict:
    """Outcome, expectations, receipts and all measurements of one trial that ran to its end."""
    measurements = _tellable(plan, timeline, measure_all(timeline))
    receipts = receipts_of(plan, timeline)
    judged = tuple(_judged(plan, timeline, wanted, measurements[wanted.probe]) for wanted in plan.expect)
    followed = tuple(conformance(plan.rig.spec, model, timeline) for model in plan.models)
    outcome, reasons = _outcome(plan, timeline, receipts, judged, followed=followed)
    return Verdict(
        outcome=outcome,
        sentence=sentence(plan, timeline, measurements, receipts),
        reasons=reasons,
        worth_another_try=outcome is Outcome.INVALID and _is_worth_another_try(plan, timeline),
        findings=(*findings(timeline), *unasked(plan.steady_state, timeline)),
        expectations=judged,
        receipts=receipts,
        conformance=followed,
        waterfalls=waterfalls(timeline),
        states=_states(timeline),
        measurements=measurements,
    )


def _tellable(plan: TrialPlan, timeline: Timeline, measured: Mapping[str, Measurement]) -> dict[str, Measurement]:
    """Without the values that would rest on what could not be seen."""
    return declared_only(plan.rig.spec, readable_only(timeline, measured))


def _states(timeline: Timeline) -> tuple[PlayerState, ...]:
    zero = timeline.zero
    return tuple(
        PlayerState(state=span.state, start=round(span.start - zero, 4), end=round(span.end - zero, 4))
        for span in player_states(timeline)
    )


def _outcome(
    plan: TrialPlan,
    timeline: Timeline,
    receipts: tuple[Receipt, ...],
    judged: tuple[Judged, ...],
    *,
    followed: tuple[Conformance, ...],
) -> tuple[Outcome, tuple[str, ...]]:
    crash = tuple(words for words in (crashed(timeline),) if words)
    if (spoilt := _says_nothing(plan, timeline, receipts)) is not None:
        outcome, reasons = spoilt
        return outcome, (*reasons, *crash)
    broken = [why_broken(expectation) for expectation in judged if not expectation.held and not expectation.undecided]
    reasons = (*crash, *broken, *(model.in_words for model in followed if model.held is False))
    idle = tuple(_as_reason(receipt) for receipt in receipts if not receipt.witnessed)
    if reasons:
        return Outcome.FAILED, (*reasons, *idle)
    if idle:
        return Outcome.NOT_INJECTED, idle
    undecided = (why_broken(expectation) for expectation in judged if expectation.undecided)
    if reasons := (*undecided, *(model.in_words for model in followed if model.held is None)):
        return Outcome.INVALID, reasons
    return Outcome.PASSED, ()


def _says_nothing(
    plan: TrialPlan, timeline: Timeline, receipts: tuple[Receipt, ...]
) -> tuple[Outcome, tuple[str, ...]] | None:
    """Outcome and reasons of a trial that says nothing about the player, whatever the player did."""
    if timeline.first(EventName.FAULT_STUCK):
        return Outcome.ERROR, ("a fault could not be reverted",)
    invalid = _why_unmeasurable(plan, timeline) or _why_the_page_is_half_heard(timeline)
    invalid = invalid or _why_nothing_began(plan, timeline)
    invalid = invalid or _why_the_clock_is_inexact(timeline) or _why_steady_state_was_lost(plan, timeline)
    if invalid:
        return Outcome.INVALID, (invalid,)
    # What witnessed steps decide, stands: a player that had given up by then is why the others did not bite.
    if any(not receipt.witnessed and not receipt.player_was_gone for receipt in receipts):
        return Outcome.NOT_INJECTED, tuple(_as_reason(receipt) for receipt in receipts if not receipt.witnessed)
    return None


def _as_reason(receipt: Receipt) -> str:
    return f"{receipt.fault} (step {receipt.step + 1}): {receipt.detail}"


def _is_worth_another_try(plan: TrialPlan, timeline: Timeline) -> bool:
    """Whether another try may be valid: the machine, the browser or an unsteady moment spoilt this one."""
    return bool(_why_unmeasurable(plan, timeline) or _why_steady_state_was_lost(plan, timeline))


def _why_unmeasurable(plan: TrialPlan, timeline: Timeline) -> str:
    """What the machine, the lab or the browser did to spoil the trial; another try may escape it."""
    if lab := why_busy(timeline) or why_the_rig_was_silent(plan, timeline):
        return lab
    judges_drops = any(probe(expectation.probe).about_drops for expectation in plan.expect)
    return "" if judges_drops else why_thinned(timeline)


def unsteady(plan: TrialPlan, timeline: Timeline) -> tuple[Judged, ...]:
    """The steady-state conditions that do not hold in the timeline's window; the picture must always move.

    Those that rest on pictures which nobody may read are not asked; a finding says so.
    """
    conditions = askable(plan.steady_state, timeline) or (Expectation(probe="frame_rate", at_least=1),)
    measured = {condition.probe: probe(condition.probe).measure(timeline) for condition in conditions}
    measurements = _tellable(plan, timeline, measured)
    judged = (judge_one(condition, measurements[condition.probe]) for condition in conditions)
    return (*(condition for condition in judged if not condition.held), *misfits(plan.rig.spec, timeline))


def why_unsteady(plan: TrialPlan, timeline: Timeline) -> str:
    """Why the trial never became steady."""
    window = timeline.through(max(timeline.zero, timeline.end - STEADY_WINDOW), timeline.end)
    broken = [why_broken(condition) for condition in unsteady(plan, window)] or ["no window of 2 s held"]
    if plan.rig.spec and not moving(timeline) and (did := what_the_page_did(timeline)):
        broken.append(f"nothing was ever seen to play: {did}")
    return f"steady state was never reached before the first fault: {'; '.join(broken)}"


def _judged(plan: TrialPlan, timeline: Timeline, expectation: Expectation, measurement: Measurement) -> Judged:
    judged = judge_one(expectation, measurement)
    # What could not have been seen is neither kept nor broken.
    if measurement.value is None and why_unmeasurable(plan.rig.spec, probe(expectation.probe)):
        return judged.model_copy(update={"undecided": True})
    if why := why_no_baseline(plan, timeline, expectation, measurement):
        return judged.model_copy(update={"undecided": True, "held": False, "note": why})
    return judged


def _why_the_page_is_unfit(plan: TrialPlan, timeline: Timeline) -> str:
    """Why a trial that begins broken says nothing about a user's player; empty if it does say something."""
    if plan.rig.spec is None:
        return ""
    return page_refused(timeline) or why_video_is_unseen(plan.rig.spec, timeline)


def _why_nothing_began(plan: TrialPlan, timeline: Timeline) -> str:
    """Why there was nothing to break; empty if there was, or if the fault came before the page."""
    if plan.begins_broken:
        unseen = "" if timeline.first(EventName.PAGE_OPENED) else "the page was never seen to open"
        return unseen or _why_the_page_is_unfit(plan, timeline)
    return "" if timeline.first(EventName.TRIAL_STEADIED) else why_unsteady(plan, timeline)


def _why_the_clock_is_inexact(timeline: Timeline) -> str:
    """Why the page's times cannot be put on the lab clock; empty if they can."""
    broken = next((e.data for e in timeline.named(EventName.CLOCK_MAPPED) if e.data["violations"]), None)
    if broken is None:
        return ""
    count, of = broken["violations"], broken["samples"]
    return f"the page's clock could not be mapped: {count} of {of} round trips contradict it"


def _why_the_page_is_half_heard(timeline: Timeline) -> str:
    """How many of the recorder's batches were lost while the page was observed; empty if none was.

    A gap in their numbers counts, and so does anything from a document whose clock was never known: any of it may be
    what a probe looks for. What is lost from a crash of the page on does not: there was nothing more to record.
    """
    crash = timeline.first(EventName.PAGE_CRASHED)
    until = crash.at if crash else math.inf
    holes = [e.data for e in timeline.named(EventName.RECORDER_LOST) if timeline.zero <= e.at < until]
    count = sum(abs(hole["got"] - hole["expected"]) for hole in holes)
    return f"part of what the page recorded was lost: {count} {'batch' if count == 1 else 'batches'}" if count else ""


def _why_steady_state_was_lost(plan: TrialPlan, timeline: Timeline) -> str:
    """Why the steady state did not hold when the first fault came; empty if it did, or without a fault."""
    injected = timeline.first(EventName.FAULT_INJECTED)
    if injected is None or plan.begins_broken:
        return ""
    window = timeline.through(max(timeline.zero, injected.at - STEADY_WINDOW), injected.at)
    broken = "; ".join(why_broken(condition) for condition in unsteady(plan, window))
    at = f"{timeline.since_zero(injected.at):.1f} s"
    return f"the steady state no longer held when the first fault came at {at}: {broken}" if broken else ""
