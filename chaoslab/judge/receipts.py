"""What independent witnesses saw of each step; and whether one that nobody saw had a player left to bite."""

from chaoslab.experiment.method.step import Step
from chaoslab.faults import fault_class
from chaoslab.judge.player_gone import why_gone
from chaoslab.judge.unused_legs import unused_legs, why_unused
from chaoslab.judge.verdict import Receipt
from chaoslab.plan.model import TrialPlan
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from chaoslab.timeline.timeline import Timeline


def receipts_of(plan: TrialPlan, timeline: Timeline) -> tuple[Receipt, ...]:
    """One for each step of the plan, in order."""
    receipts = [receipt(index, step, timeline) for index, step in enumerate(plan.steps)]
    seen = [receipt for receipt in receipts if receipt.witnessed]
    return tuple(receipt if receipt.witnessed else _explained(plan, timeline, receipt, seen) for receipt in receipts)


def _explained(plan: TrialPlan, timeline: Timeline, receipt: Receipt, seen: list[Receipt]) -> Receipt:
    why = why_gone(plan, timeline, receipt, seen)
    return receipt.model_copy(update={"player_was_gone": True, "detail": why}) if why else receipt


def receipt(index: int, step: Step, timeline: Timeline) -> Receipt:
    """What an independent witness saw of one step; times are seconds of the trial."""
    injection = _injection(index, timeline)
    if injection is None:
        return Receipt(
            step=index,
            fault=step.fault,
            witnessed=False,
            witness="nobody",
            detail=_why_never(index, timeline),
            injected_at=None,
        )
    seen = fault_class(step.fault).model_validate(step.settings).witness(timeline, injection)
    return Receipt(
        step=index,
        fault=step.fault,
        witnessed=seen is not None,
        witness=seen.witness if seen else "nobody",
        detail=seen.detail if seen else _why_unseen(step, timeline, injection),
        injected_at=round(timeline.since_zero(injection.sent_at), 4),
        seen_at=round(timeline.since_zero(seen.at), 4) if seen else None,
        lifted_at=None if injection.lifted_at is None else round(timeline.since_zero(injection.lifted_at), 4),
    )


def _why_never(index: int, timeline: Timeline) -> str:
    skipped = timeline.named(EventName.FAULT_SKIPPED)
    why = next((str(event.data["why"]) for event in skipped if event.data["step"] == index), "")
    return why or "the step was never reached"


def _why_unseen(step: Step, timeline: Timeline, injection: Injection) -> str:
    if not unused_legs(step, timeline, before=timeline.end):
        return "the call was answered, but no witness saw an effect"
    before = unused_legs(step, timeline, before=injection.sent_at)
    return f"{why_unused(before, 'before the fault')} or after it, so no witness could see an effect"


def _injection(index: int, timeline: Timeline) -> Injection | None:
    injected = next((e for e in timeline.named(EventName.FAULT_INJECTED) if e.data["step"] == index), None)
    if injected is None:
        return None
    lifted = next((e for e in timeline.named(EventName.FAULT_LIFTED) if e.data["step"] == index), None)
    return Injection(index, injected.at, injected.data["returned_at"], lifted.at if lifted else None)
