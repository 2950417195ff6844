"""Whether each defect of the reference player is noticed: a table of defect and experiment, as Markdown.

    python -m benchmarks.defects [--all] [--lanes N] [DEFECT ...]

Each defect (or each one named) runs on the experiment that docs/rig.md names for it; with --all, on every experiment
that comes with the lab, which takes as long per defect as running them all. A trial that says nothing about a player,
as on a busy machine, is tried up to three times. Below the table are the reasons why other experiments did not pass.
The exit code is 1 when a defect passes the experiment that should notice it, or the player without a defect fails one.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from benchmarks.lab import trials
from chaoslab.players.reference import DEFECTS, REFERENCE
from chaoslab.setup.places import EXPERIMENTS, ROOT

EXPERIMENTS = {path.stem: path for folder in ("player", "signalling") for path in (EXPERIMENTS / folder).glob("*.yaml")}
_MARKS = {"passed": "·", "failed": "✗"}
_TRIES = 2  # and one more, whose outcome stands
_ROW = re.compile(r"^\| `([a-z-]+)` \|.*\| `([a-z0-9-]+)` \|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Pair:
    """One defect (empty: none) on one experiment."""

    defect: str
    experiment: str


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one trial of a pair."""

    outcome: str
    reasons: tuple[str, ...]


def main(defects: Sequence[str], *, everything: bool, lanes: int) -> int:
    """Print the table; returns the exit code."""
    noticed_by = dict(_ROW.findall((ROOT / "docs/rig.md").read_text(encoding="utf-8")))
    named = {noticed_by[defect] for defect in defects}
    names = sorted(EXPERIMENTS if everything or tuple(defects) == tuple(DEFECTS) else named)
    chosen = {"": names, **{defect: names if everything else [noticed_by[defect]] for defect in defects}}
    pairs = [Pair(defect, name) for defect, experiments in chosen.items() for name in experiments]
    with ThreadPoolExecutor(lanes) as pool:
        results = dict(zip(pairs, pool.map(_decided, pairs), strict=True))
    print(f"| experiment | {' | '.join(('none', *defects))} |\n|---|{'---|' * (1 + len(defects))}")
    for name in names:
        cells = (results.get(Pair(defect, name)) for defect in ("", *defects))
        print(f"| `{name}` | {' | '.join(map(_mark, cells))} |")
    print()
    for pair, result in results.items():
        if result.outcome != "passed" and noticed_by.get(pair.defect) != pair.experiment:
            print(f"- `{pair.defect or 'none'}` on `{pair.experiment}`: {'; '.join(result.reasons)}")
    missed = [defect for defect in defects if results[Pair(defect, noticed_by[defect])].outcome != "failed"]
    wrong = [name for name in names if results[Pair("", name)].outcome != "passed"]
    for defect in missed:
        experiment = noticed_by[defect]
        print(f"{defect} was not noticed by {experiment}: {results[Pair(defect, experiment)].outcome}")
    return 1 if missed or wrong else 0


def _mark(result: Result | None) -> str:
    return _MARKS.get(result.outcome, result.outcome.replace("_", " ")) if result else ""


def _decided(pair: Pair) -> Result:
    """The first try that says something about the player, or the last."""
    tries = (_tried(pair) for _ in range(_TRIES))
    return next((result for result in tries if result.outcome in ("passed", "failed")), None) or _tried(pair)


def _tried(pair: Pair) -> Result:
    player = f"{REFERENCE}:{pair.defect}" if pair.defect else REFERENCE
    (trial,) = trials(EXPERIMENTS[pair.experiment], "--player", player, "--repeat", 1) or ()
    line = f"{pair.defect or 'none'} on {pair.experiment}: {trial['outcome']} {'; '.join(trial['reasons'])}"
    print(line, file=sys.stderr, flush=True)
    return Result(trial["outcome"], tuple(trial["reasons"]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--lanes", type=int, default=1, metavar="N", help="trials at the same time")
    parser.add_argument("defects", nargs="*", metavar="DEFECT", help=", ".join(DEFECTS))
    asked = parser.parse_args()
    if unknown := set(asked.defects) - set(DEFECTS):
        parser.error(f"{', '.join(sorted(unknown))}: there is no such defect; there are {', '.join(DEFECTS)}")
    sys.exit(main(tuple(asked.defects) or tuple(DEFECTS), everything=asked.all, lanes=asked.lanes))
