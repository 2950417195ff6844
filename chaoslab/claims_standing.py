"""How each claim stands: the experiments that carry it, and what the newest run said of each."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from chaoslab.claims import CLAIMS, Claim
from chaoslab.experiment import ExperimentBase
from chaoslab.player import REFERENCE
from chaoslab.verdict import GRAVITY, Outcome

NOT_TESTED = "not tested"  # no experiment carries the claim
NOT_RUN = "not run"  # no run holds the experiment
# From grave to light: what was never run says less than what passed.
_ORDER = (*(one.value for one in GRAVITY if one is not Outcome.PASSED), NOT_RUN, Outcome.PASSED.value)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one experiment: the gravest outcome of its trials in the newest run that holds it."""

    experiment: str  # name of its file, without ending
    verdict: str  # an outcome, or NOT_RUN
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
    """By experiment, what the newest of the runs right below a folder said of the reference player as it should be."""
    found: dict[str, Standing] = {}
    facts = ((_read(path), path.parent) for path in runs.glob("*/run.json"))
    for started, folder in sorted((str(said.get("started", "")), folder) for said, folder in facts):
        found |= {one.experiment: one for one in _of_run(folder, started)}
    return found


def as_json(found: Iterable[ClaimStanding]) -> dict[str, Any]:
    """`{"claims": [{"id", "says", "verdict", "experiments": [{"experiment", "verdict", "when", "run"}]}]}`."""
    return {
        "claims": [
            {**asdict(one.claim), "verdict": one.verdict, "experiments": [asdict(each) for each in one.experiments]}
            for one in found
        ]
    }


def _of_run(folder: Path, started: str) -> Iterator[Standing]:
    outcomes: defaultdict[str, list[str]] = defaultdict(list)
    for file in folder.glob("trials/*/verdict.json"):
        plan, verdict = _read(file.with_name("plan.json")), _read(file)
        if plan.get("rig", {}).get("player") == REFERENCE and verdict.get("outcome") in _ORDER:
            outcomes[Path(plan["experiment"]).stem].append(verdict["outcome"])
    for name, given in outcomes.items():
        yield Standing(name, min(given, key=_ORDER.index), started, folder.name)


def _read(file: Path) -> dict[str, Any]:
    """A file that cannot be read says nothing: a run may be torn, or written by another version."""
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}
