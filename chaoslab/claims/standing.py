"""How each claim stands: the experiments that carry it, and what the newest run said of each."""

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

NOT_TESTED = "not tested"  # no experiment carries the claim
NOT_RUN = "not run"  # no run holds the experiment
INTERRUPTED = "interrupted"  # what was judged of it passed, but a planned trial has no verdict
# From grave to light: what was not run to its end says less than what passed.
_ORDER = (*(one.value for one in GRAVITY if one is not Outcome.PASSED), INTERRUPTED, NOT_RUN, Outcome.PASSED.value)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one experiment: the gravest outcome of its trials in the newest run that holds it."""

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
        """The gravest of its experiments'; NOT_TESTED where there is none."""
        return min((one.verdict for one in self.experiments), key=_ORDER.index, default=NOT_TESTED)


def standings(
    found: Sequence[tuple[Path, ExperimentBase]], newest: Mapping[str, Standing]
) -> tuple[ClaimStanding, ...]:
    """Every claim, in order; ids that only an experiment knows come last. `newest` is by experiment."""
    known = {claim.id for claim in CLAIMS}
    others = sorted({name for _, one in found for name in one.claims} - known)
    return tuple(
        ClaimStanding(
            claim,
            tuple(newest.get(path.stem, Standing(path.stem, NOT_RUN)) for path, one in found if claim.id in one.claims),
        )
        for claim in (*CLAIMS, *(Claim(name, "") for name in others))
    )


def newest_standings(runs: Path) -> Mapping[str, Standing]:
    """By experiment, what the newest of the runs right below a folder said of the reference player as it should be.

    A run passes an experiment only with a verdict on every planned trial of it. Of a run that is under way or was
    stopped, a trial that did not pass counts; where all passed so far, the run before stands, and without one it is
    INTERRUPTED.
    """
    found: dict[str, Standing] = {}
    read = ((_read(path), path.parent) for path in runs.glob("*/run.json"))
    for facts, folder in sorted(read, key=lambda one: (_started(one[0]), one[1])):
        for one in _of_run(folder, facts):
            if one.verdict != INTERRUPTED or found.get(one.experiment, one).verdict == INTERRUPTED:
                found[one.experiment] = one
    return found


def as_json(found: Iterable[ClaimStanding]) -> dict[str, Any]:
    """`{"claims": [{"id", "says", "verdict", "experiments": [{"experiment", "verdict", "when", "run"}]}]}`."""
    return {
        "claims": [
            {**asdict(one.claim), "verdict": one.verdict, "experiments": [asdict(each) for each in one.experiments]}
            for one in found
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
    for name, given in outcomes.items():
        yield Standing(name, min(given, key=_ORDER.index), _started(facts), folder.name)


def _started(facts: Mapping[str, Any]) -> str:
    return str(facts.get("started", ""))


def _read(file: Path) -> dict[str, Any]:
    """A file that cannot be read says nothing: a run may be torn, or written by another version."""
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}
