"""How each claim stands: the experiments that prove it, and the newest run's verdict on each."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from chaoslab.claims.claims import CLAIMS, Claim
from chaoslab.errors import NoSuchRun
from chaoslab.experiment.model import ExperimentBase
from chaoslab.journal.loss import Loss
from chaoslab.journal.outline import trial_outlines
from chaoslab.journal.run_facts import read_facts
from chaoslab.judge.verdict import GRAVITY, Outcome
from chaoslab.players.reference import REFERENCE

NOT_TESTED = "not tested"  # no experiment proves the claim
NOT_RUN = "not run"  # no run contains the experiment
INTERRUPTED = "interrupted"  # what was judged of it passed, but a planned trial has no verdict
# From grave to light: a run that was cut short proves less than one that passed.
_ORDER = (
    *(outcome.value for outcome in GRAVITY if outcome is not Outcome.PASSED),
    INTERRUPTED,
    NOT_RUN,
    Outcome.PASSED.value,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known about one experiment: the gravest outcome of its trials in the newest run that contains it."""

    experiment: str  # name of its file, without ending
    verdict: str  # an outcome, INTERRUPTED or NOT_RUN
    when: str = ""  # ISO 8601: when that run started
    run: str = ""  # name of its folder


@dataclass(frozen=True, slots=True)
class ClaimStanding:
    """A claim and its experiments."""

    claim: Claim
    experiments: tuple[Standing, ...]

    @property
    def verdict(self) -> str:
        """The gravest verdict of its experiments; NOT_TESTED without any."""
        return min((standing.verdict for standing in self.experiments), key=_ORDER.index, default=NOT_TESTED)


def standings(
    experiments: Sequence[tuple[Path, ExperimentBase]], newest: Mapping[str, Standing]
) -> tuple[ClaimStanding, ...]:
    """Every claim, in order; ids that only experiments name come last. `newest` is by experiment."""
    known = {claim.id for claim in CLAIMS}
    others = sorted({name for _, experiment in experiments for name in experiment.claims} - known)
    return tuple(
        ClaimStanding(
            claim,
            tuple(
                newest.get(path.stem, Standing(path.stem, NOT_RUN))
                for path, experiment in experiments
                if claim.id in experiment.claims
            ),
        )
        for claim in (*CLAIMS, *(Claim(name, "") for name in others))
    )


def newest_standings(runs: Path, losses: list[Loss]) -> Mapping[str, Standing]:
    """By experiment, the verdict of the newest run directly below a folder on the reference player without a defect.

    A run passes an experiment only with a verdict on every planned trial of it. In a run that is under way or was
    stopped, a trial that did not pass counts; if all passed so far, the previous run's verdict stands, and without one
    it is INTERRUPTED. What cannot be read is left out and added to `losses`.
    """
    newest: dict[str, Standing] = {}
    read = [(facts, path.parent) for path in runs.glob("*/run.json") if (facts := _facts(path.parent, losses))]
    for facts, folder in sorted(read, key=lambda run: (_started(run[0]), run[1])):
        for standing in _of_run(folder, facts, losses):
            if standing.verdict != INTERRUPTED or newest.get(standing.experiment, standing).verdict == INTERRUPTED:
                newest[standing.experiment] = standing
    return newest


def as_json(standings: Iterable[ClaimStanding]) -> dict[str, Any]:
    """`{"claims": [{"id", "says", "verdict", "experiments": [{"experiment", "verdict", "when", "run"}]}]}`."""
    return {
        "claims": [
            {
                **asdict(entry.claim),
                "verdict": entry.verdict,
                "experiments": [asdict(standing) for standing in entry.experiments],
            }
            for entry in standings
        ]
    }


def _of_run(folder: Path, facts: Mapping[str, Any], losses: list[Loss]) -> Iterator[Standing]:
    outcomes: defaultdict[str, list[str]] = defaultdict(list)
    repeated: dict[str, str] = {}  # name of several trials without their numbers → their experiment
    begun: set[str] = set()
    of_this: list[Loss] = []
    for outline in trial_outlines(folder, of_this):
        if outline.player != REFERENCE:
            continue
        name = Path(outline.experiment).stem
        begun.add(outline.name)
        outcomes[name].append(outline.outcome if outline.outcome in _ORDER else INTERRUPTED)
        if numbered := re.fullmatch(rf"(.*{re.escape(name)}(?:~\d+)?)-\d+", outline.name):
            repeated[numbered[1]] = name
    losses.extend(_in_run(folder, of_this))
    for trial in facts.get("trials") or ():
        if trial not in begun and (name := repeated.get(re.sub(r"-\d+$", "", trial), "")):
            outcomes[name].append(INTERRUPTED)
    for name, verdicts in outcomes.items():
        yield Standing(name, min(verdicts, key=_ORDER.index), _started(facts), folder.name)


def _started(facts: Mapping[str, Any]) -> str:
    return str(facts.get("started", ""))


def _facts(run: Path, losses: list[Loss]) -> Mapping[str, Any]:
    """Empty for a run that cannot be read."""
    try:
        facts, left_out = read_facts(run)
    except NoSuchRun as error:
        losses.append(Loss(str(run), f"{error.problem}, left out"))
        return {}
    losses.extend(_in_run(run, left_out))
    return facts


def _in_run(run: Path, losses: Iterable[Loss]) -> Iterator[Loss]:
    return (replace(loss, file=str(run / loss.file)) for loss in losses)
