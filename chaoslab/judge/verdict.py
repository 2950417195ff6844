"""The verdict on one trial: an outcome, and everything it rests on."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, AliasChoices, Field

from chaoslab.conformance.check import Conformance
from chaoslab.evidence.player.player_states import State
from chaoslab.faults import FaultKey
from chaoslab.judge.former_names import in_present_names
from chaoslab.judge.waterfall import Waterfall
from chaoslab.models import Frozen
from chaoslab.probes import Measurement, ProbeKey, Value


class Outcome(StrEnum):
    """What can be said of a trial, and of a run, which takes the outcome of its worst trial."""

    PASSED = "passed"
    FAILED = "failed"  # an expectation or a model did not hold, or the page crashed
    NOT_INJECTED = "not_injected"  # no independent witness saw the fault
    INVALID = "invalid"  # not steady, too short, spoilt by a busy machine or by the browser, or evidence was lost
    ERROR = "error"  # the lab itself broke


# Worst first. What says nothing about the player comes after what says that it failed.
GRAVITY = (Outcome.ERROR, Outcome.FAILED, Outcome.NOT_INJECTED, Outcome.INVALID, Outcome.PASSED)


class Judged(Frozen):
    """One expectation with what was observed. `declared` is the expectation in words, e.g. "[1, 2, 4] ± 0.1 s".

    `censored` marks an observed time that had not ended: the true one is at least that long. `undecided` marks an
    expectation that such a time neither keeps nor breaks, or of which nothing could be seen: then nothing is observed.
    An undecided expectation is not held.
    """

    probe: ProbeKey
    held: bool
    observed: Value
    declared: str
    unit: str = ""
    uncertainty: float | None = None
    note: str = ""
    censored: bool = False
    undecided: bool = False


class Receipt(Frozen):
    """What an independent witness saw of one fault; times are seconds of the trial."""

    step: int
    fault: FaultKey
    witnessed: bool
    witness: str  # who saw it: "browser", "socket probe"
    detail: str  # what was seen, or why nothing was
    injected_at: float | None  # None if the step was never injected
    seen_at: float | None = None
    lifted_at: float | None = None
    player_was_gone: bool = False  # not witnessed because a witnessed step before it had ended all play for good


class PlayerState(Frozen):
    """A stretch of the trial (seconds) in which the player was in one state, by its letter in CMCD v2 `sta`."""

    state: State
    start: float
    end: float


class Verdict(Frozen):
    """Outcome of a trial. `sentence` says in plain words what happened; `reasons` why it is not `passed`.

    `findings` are sentences on what the player did wrong although no expectation names it; no outcome rests on them.
    """

    outcome: Outcome
    sentence: str
    reasons: tuple[Annotated[str, AfterValidator(in_present_names)], ...] = ()
    # `invalid` because of what another try may escape: a busy machine, the browser, an unsteady moment. Journals of
    # earlier versions call it `starved`.
    worth_another_try: Annotated[bool, Field(validation_alias=AliasChoices("worth_another_try", "starved"))] = False
    findings: tuple[str, ...] = ()
    expectations: tuple[Judged, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    conformance: tuple[Conformance, ...] = ()  # one for each model
    waterfalls: tuple[Waterfall, ...] = ()  # one for each disturbance
    states: tuple[PlayerState, ...] = ()  # of the player, without gaps
    measurements: dict[ProbeKey, Measurement] = Field(default_factory=dict)
