"""How each claim stands: the experiments that prove it, and the newest run's verdict on each."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from chaoslab.claims.claims import CLAIMS, Claim
from chaoslab.experiment.model import ExperimentBase
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


def newest_standings(runs: Path) -> Mapping[str, Standing]:
    """By experiment, the verdict of the newest run directly below a folder on the reference player without a defect.

    A run passes an experiment only with a verdict on every planned trial of it. In a run that is under way or was
    stopped, a trial that did not pass counts; if all passed so far, the previous run's verdict stands, and without one
    it is INTERRUPTED.
    """
    newest: dict[str, Standing] = {}
    read = ((_read(path), path.parent) for path in runs.glob("*/run.json"))
    for facts, folder in sorted(read, key=lambda run: (_started(run[0]), run[1])):
        for standing in _of_run(folder, facts):
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


def _of_run(folder: Path, facts: Mapping[str, Any]) -> Iterator[Standing]:
    outcomes: defaultdict[str, list[str]] = defaultdict(list)
    repeated: dict[str, str] = {}  # name of several trials without their numbers → their experiment
    begun: set[str] = set()
    for file in folder.glob("trials/*/plan.json"):
        plan = _read(file)
        if plan.get("rig", {}).get("player") != REFERENCE:
            continue
        name, trial = Path(plan["experiment"]).stem, file.parent.name
        begun.add(trial)
        outcome = _read(file.with_name("verdict.json")).get("outcome")
        outcomes[name].append(outcome if outcome in _ORDER else INTERRUPTED)
        if numbered := re.fullmatch(rf"(.*{re.escape(name)}(?:~\d+)?)-\d+", trial):
            repeated[numbered[1]] = name
    planned = facts.get("trials")
    for trial in map(str, planned if isinstance(planned, list) else ()):
        if trial not in begun and (name := repeated.get(re.sub(r"-\d+$", "", trial), "")):
            outcomes[name].append(INTERRUPTED)
    for name, verdicts in outcomes.items():
        yield Standing(name, min(verdicts, key=_ORDER.index), _started(facts), folder.name)


def _started(facts: Mapping[str, Any]) -> str:
    return str(facts.get("started", ""))


def _read(file: Path) -> dict[str, Any]:
    """Empty for a file that cannot be read: a run may be torn, or written by another version."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
