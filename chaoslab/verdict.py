"""The verdict on one trial: an outcome, and everything it rests on."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from chaoslab.measurement import Measurement, Value


class Outcome(StrEnum):
    """What can be said of a trial, and of a run by its worst trial."""

    PASSED = "passed"
    FAILED = "failed"  # an expectation did not hold
    NOT_INJECTED = "not_injected"  # no independent witness saw the fault
    INVALID = "invalid"  # steady state was never reached, or the machine could not measure
    ERROR = "error"  # the lab itself broke


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Judged(_Frozen):
    """One expectation with what was observed. `declared` is the expectation in words, e.g. "[1, 2, 4] ± 0.1 s"."""

    probe: str
    held: bool
    observed: Value
    declared: str
    unit: str = ""
    uncertainty: float | None = None
    note: str = ""


class Receipt(_Frozen):
    """What an independent witness saw of one fault; times are seconds of the trial."""

    step: int
    fault: str
    witnessed: bool
    witness: str  # who saw it: "browser", "socket probe"
    detail: str  # what was seen, or why nothing was
    injected_at: float
    seen_at: float | None = None
    lifted_at: float | None = None


class Verdict(_Frozen):
    """Outcome of a trial. `sentence` says in plain words what happened; `reasons` why it is not `passed`."""

    outcome: Outcome
    sentence: str
    reasons: tuple[str, ...] = ()
    expectations: tuple[Judged, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    measurements: dict[str, Measurement] = Field(default_factory=dict)
