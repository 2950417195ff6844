"""Whether the lab can be fooled: pages that behave in a known way, and what must be said of each.

    python -m benchmarks.truth [--rounds 20] [--lanes 1] [--seed 1] [--keep FOLDER] [CASE ...]
    python -m benchmarks.truth --again FOLDER [CASE ...]

Each case (or each one named) is a page that hides its picture, falls behind, gives up or the like at drawn times, and
notes them by its own clock. The lab runs it as it would any player. One line a case says in how many rounds everything
was right: outcome, figures within their uncertainty, findings and words; below it stands the first round that was not,
with its journal. Tries that a busy machine spoilt are made again and counted apart. --again judges the journals of a
folder anew. The exit code is 1 where a case is not right in all rounds.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.truth.case import Case
from benchmarks.truth.cases import all_cases
from benchmarks.truth.files import write_all
from benchmarks.truth.preroll import preroll
from benchmarks.truth.result import Result, result_of
from benchmarks.truth.site import open_site
from benchmarks.truth.trial import Trial
from chaoslab.journal.reading import read_run
from chaoslab.journal.record import TrialRecord
from chaoslab.journal.remeasure import remeasured
from chaoslab.rig.processes.own_python import OWN_PATH, own_python
from chaoslab.setup.places import ROOT

TRIES = 4  # beside the first, for rounds that a busy machine spoils
MOST_ROUNDS = 1000


def main(cases: Sequence[Case], *, rounds: int, lanes: int, seed: int, keep: Path) -> int:
    """Run the cases one after the other and print each; returns the exit code."""
    fine = True
    with open_site(preroll()) as port:
        for case in cases:
            folder = keep / case.name
            files = list(write_all(case, rounds, folder / "files", port=port, seed=seed))
            words = ["--lanes", lanes, "--retries", TRIES, "--seed", seed, "--out", folder / "run"]
            if trouble := _run([*files, *words], folder):
                print(f"WRONG {case.name}: the lab ran nothing: {trouble}", flush=True)
                fine = False
                continue
            fine &= _told(case, read_run(folder / "run").trials)
    return 0 if fine else 1


def again(cases: Sequence[Case], folder: Path) -> int:
    """Judge the kept journals of the cases anew; returns the exit code."""
    kept = [(case, folder / case.name / "run") for case in cases]
    results = [_told(case, remeasured(read_run(run)).trials) for case, run in kept if run.is_dir()]
    return 0 if results and all(results) else 1


def _told(case: Case, records: Sequence[TrialRecord]) -> bool:
    result: Result = result_of(case, [Trial(record) for record in records])
    print(*result.lines(), sep="\n", flush=True)
    return result.fine


def _run(words: Sequence[object], folder: Path) -> str:
    """Run the lab; what it says where it did not begin, else nothing."""
    line, around = own_python("chaoslab", "run", *map(str, words)), {**os.environ, **OWN_PATH}
    log = folder / "run.log"
    with log.open("w", encoding="utf-8") as output:
        subprocess.run(line, stdout=output, stderr=subprocess.STDOUT, cwd=ROOT, env=around, check=False)
    return "" if (folder / "run" / "run.json").is_file() else log.read_text(encoding="utf-8").strip()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.truth", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=20, metavar="N")
    parser.add_argument("--lanes", type=int, default=1, metavar="N", help="trials at the same time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where journals stay; otherwise they are removed")
    parser.add_argument("--again", type=Path, metavar="FOLDER", help="judge what was kept there; runs nothing")
    parser.add_argument("--list", action="store_true", help="print the cases with what must be right in each")
    parser.add_argument("cases", nargs="*", metavar="CASE", help="all by default")
    asked = parser.parse_args()
    known = all_cases()
    if unknown := set(asked.cases) - set(known):
        parser.error(f"{', '.join(sorted(unknown))}: no such case; there are {', '.join(known)}")
    if not 1 <= asked.rounds <= MOST_ROUNDS:
        parser.error(f"--rounds {asked.rounds}: give a number from 1 to {MOST_ROUNDS}")
    chosen = [known[name] for name in asked.cases or known]
    if asked.list:
        print(*(f"{case.name}: {case.title}" for case in chosen), sep="\n")
    elif asked.again:
        sys.exit(again(chosen, asked.again))
    else:
        with ExitStack() as stack:
            kept = asked.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="truth-")))
            sys.exit(main(chosen, rounds=asked.rounds, lanes=asked.lanes, seed=asked.seed, keep=kept.resolve()))
