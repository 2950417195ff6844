"""What a plan or a verdict says that this version does not know: of a newer one, or of a plugin that is gone."""

from collections.abc import Iterator

from pydantic import ValidationError

from chaoslab import conditions, faults, probes
from chaoslab.experiment.method.step import Step
from chaoslab.judge.verdict import Verdict
from chaoslab.plan.model import TrialPlan

_SHOWN = 60  # characters of a name


def unknown_in_plan(plan: TrialPlan) -> Iterator[str]:
    """Each of them in words; a trial with one cannot be judged anew."""
    waited_for = [name for step in plan.steps for name in (step.when, step.until) if name]
    expected = [expectation.probe for expectation in (*plan.steady_state, *plan.expect)]
    yield from _unknown("fault", [step.fault for step in plan.steps], faults.names())
    yield from _unknown("condition", waited_for, conditions.names())
    yield from _unknown("probe", expected, probes.names())
    for number, step in enumerate(plan.steps, 1):
        if step.fault in faults.names() and (why := _unfit(step)):
            yield f"step {number} has other settings than {step.fault} takes ({why}); it is shown as recorded"


def _unfit(step: Step) -> str:
    try:
        faults.fault_class(step.fault).model_validate(step.settings)
    except ValidationError as error:
        detail = error.errors(include_url=False, include_context=False, include_input=False)[0]
        return f"{'.'.join(map(str, detail['loc']))}: {detail['msg'].lower()}".removeprefix(": ")
    return ""


def unknown_in_verdict(verdict: Verdict) -> Iterator[str]:
    """Each of them in words; what the verdict says of it stands as recorded."""
    expected = [judged.probe for judged in verdict.expectations]
    yield from _unknown("fault", [receipt.fault for receipt in verdict.receipts], faults.names())
    yield from _unknown("probe", [*verdict.measurements, *expected], probes.names())


def _unknown(kind: str, used: list[str], known: tuple[str, ...]) -> Iterator[str]:
    for name in dict.fromkeys(used):
        if name not in known:
            shown = name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"
            yield f"the {kind} {shown!r} is not known to this version; it is shown as recorded"
