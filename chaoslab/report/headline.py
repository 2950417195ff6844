"""The run's verdict as one plain statement that can be read in five seconds."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from chaoslab.journal.record import RunRecord, TrialRecord
from chaoslab.judge.sentence import crashed
from chaoslab.report.values import EXIT_CODES, NBSP, OUTCOMES

_MIXED = 2  # outcomes
# Worst first, as the run itself decides.
_GRAVITY = ("error", "failed", "interrupted", "not_injected", "invalid", "passed")


@dataclass(frozen=True, slots=True)
class Headline:
    """`outcome` is the run's, `statement` the page's headline, `detail` and `exit` the lines below it."""

    outcome: str
    statement: str
    detail: str
    tally: str  # "5 failed · 4 passed", worst first; empty when all ended alike
    exit: str


def outcome_of(trial: TrialRecord) -> str:
    """The trial's outcome; `interrupted` where no verdict was written."""
    return trial.verdict.outcome.value if trial.verdict else "interrupted"


def headline(run: RunRecord) -> Headline:
    """What the report says about the whole run, never better than its worst trial."""
    outcomes = [outcome_of(trial) for trial in run.trials]
    outcomes += ["interrupted"] * len(missing_trials(run))
    outcome = _outcome(run.facts, outcomes)
    counts = Counter(outcomes)
    tally = [f"{counts[key]} {OUTCOMES[key]}" for key in _GRAVITY if counts[key]]
    statement = _statement(outcome, counts[outcome], len(outcomes))
    if outcome == "interrupted" and outcomes and not counts[outcome] and _knows_its_trials(run.facts):
        statement = "Interrupted after every trial had its verdict"
    mixed = "" if len(tally) < _MIXED else " · ".join(tally)
    return Headline(outcome, statement, _detail(outcome, run, counts), mixed, _exit(run.facts))


def missing_trials(run: RunRecord) -> tuple[str, ...]:
    """Trials that were planned but left no folder, or none that can be read."""
    planned = run.facts["trials"] if _knows_its_trials(run.facts) else ()
    known = {trial.folder.name for trial in run.trials}
    return tuple(name for name in dict.fromkeys([*map(str, planned), *run.unread]) if name not in known)


def _knows_its_trials(facts: Mapping[str, object]) -> bool:
    return isinstance(facts.get("trials"), list | tuple)


def _outcome(facts: Mapping[str, object], outcomes: Sequence[str]) -> str:
    recorded = facts.get("outcome")
    outcome = recorded if isinstance(recorded, str) and recorded in _GRAVITY else "interrupted"
    return min([outcome, *outcomes], key=_GRAVITY.index)


_STATEMENTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "passed": ("The trial passed", "{n} of {all} trials passed"),
        "failed": ("The trial failed", "{n} of {all} trials failed"),
        "not_injected": (
            "No{_}verdict: the fault did not take effect",
            "No{_}verdict for {n} of {all} trials: the fault did not take effect",
        ),
        "invalid": (
            "No{_}verdict: the trial could not be measured",
            "No{_}verdict for {n} of {all} trials: they could not be measured",
        ),
        "error": ("No{_}verdict: the lab itself broke", "The lab itself broke in {n} of {all} trials"),
        "interrupted": ("Interrupted: no{_}verdict", "Interrupted: no{_}verdict for {n} of {all} trials"),
    }
)

_DETAILS: Mapping[str, str] = MappingProxyType(
    {
        "passed": "Every expectation held.",
        "failed": "The player did not do everything that was expected of it.",
        "not_injected": "{it} nothing about the player: no witness saw the fault take effect.",
        "invalid": "{it} nothing about the player: "
        "the stream was not steady, the machine was too busy, the browser itself dropped pictures, "
        "or observation ended too early.",
        "error": "{it} nothing about the player: the lab failed, not the stream.",
        "interrupted": "The run was stopped before it finished; this is what its journal contains.",
    }
)


def _statement(outcome: str, count: int, total: int) -> str:
    single, several = _STATEMENTS[outcome]
    return (single if total == 1 or not count else several).format(n=count, all=total, _=NBSP)


def _detail(outcome: str, run: RunRecord, counts: Mapping[str, int]) -> str:
    receipts = [receipt for trial in run.trials if trial.verdict for receipt in trial.verdict.receipts]
    if outcome == "passed" and receipts:
        return "Every expectation held, and an independent witness saw every fault take effect."
    if outcome == "failed":
        return _why_failed(run)
    it = "This says" if counts[outcome] == sum(counts.values()) else "That trial says"
    return _DETAILS[outcome].format(it=it if counts[outcome] <= 1 or it == "This says" else "Those trials say")


def _why_failed(run: RunRecord) -> str:
    failed = [(trial, trial.verdict) for trial in run.trials if trial.verdict and outcome_of(trial) == "failed"]
    if not any(crashed(trial.timeline) for trial, _ in failed):
        return _DETAILS["failed"]
    broken = any(not judged.held and not judged.undecided for _, verdict in failed for judged in verdict.expectations)
    return _DETAILS["failed"].replace(".", ", and its page crashed.") if broken else "The player's page crashed."


def _exit(facts: Mapping[str, object]) -> str:
    code = facts.get("exit_code")
    if type(code) is not int:
        return ""
    return f"Exit code {code}: {EXIT_CODES.get(code, 'unknown to this version')}."
