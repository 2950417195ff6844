"""Puts damaged runs and hostile experiment files through every verb that reads them, as Markdown.

    python -m benchmarks.fuzz [--runs 10000] [--files 10000] [--seed 1] [--jobs 1]

Nothing may end in an internal error, take more than 5 s of CPU time or need more than 500 MiB. The exit code is 1 if
anything does; each such case is printed with the number that makes it again (`--only runs:17`).
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.fuzz import files, runs
from benchmarks.fuzz.guard import Outcome, guarded, peak_memory
from chaoslab.setup.places import EXPERIMENTS

MOST_MEMORY = 500  # MiB
_CHUNK = 100  # cases of one job
_WHOLE = 25  # one case in so many starts from the whole sample
_SHOWN = 8  # failures that are printed


@dataclass
class Tally:
    """What a job's cases came to."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[int, Outcome]] = field(default_factory=list)
    memory: float = 0.0

    def add(self, number: int, outcome: Outcome) -> None:
        """Count one."""
        self.counts[outcome.kind] += 1
        if outcome.kind in ("broken", "hung"):
            self.failures.append((number, outcome))


def case(kind: str, seed: int, number: int, folder: Path) -> Outcome:
    """Make one case and put it through; the same numbers make the same case."""
    rng = Random(f"{seed} {kind} {number}")
    if kind == "runs":
        run = folder / "runs/run"
        runs.written(run, runs.mutated(rng, runs.sample(whole=number % _WHOLE == 0)), rng)
        return guarded(lambda: runs.exercise(run))
    path = rng.choice(files.samples())
    inside = path.relative_to(EXPERIMENTS).parts[0]
    made = folder / path.name
    made.write_bytes(files.mutated(rng, path.read_bytes()))
    return guarded(lambda: files.exercise(made, inside))


def job(kind: str, seed: int, numbers: range) -> Tally:
    """So many cases, in a folder of their own and with nothing printed."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder, Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        for number in numbers:
            with redirect_stderr(nowhere):
                tally.add(number, case(kind, seed, number, Path(folder)))
    tally.memory = peak_memory()
    return tally


def _tallies(kind: str, count: int, seed: int, jobs: int) -> Iterator[Tally]:
    chunks = [range(start, min(start + _CHUNK, count)) for start in range(0, count, _CHUNK)]
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(job, [kind] * len(chunks), [seed] * len(chunks), chunks)


def main(counts: dict[str, int], *, seed: int, jobs: int) -> int:
    """Print a row for each kind; returns the exit code."""
    print("| cases | read | refused | internal errors | took too long | memory at most |\n|---|---|---|---|---|---|")
    failures: list[tuple[str, int, Outcome]] = []
    memory = 0.0
    for kind, count in counts.items():
        total: Counter[str] = Counter()
        most = 0.0
        for tally in _tallies(kind, count, seed, jobs):
            total += tally.counts
            most = max(most, tally.memory)
            failures += [(kind, number, outcome) for number, outcome in tally.failures]
        row = (total[name] for name in ("read", "refused", "broken", "hung"))
        print(f"| {count:,} {kind} | {' | '.join(f'{n:,}' for n in row)} | {most:.0f} MiB |", flush=True)
        memory = max(memory, most)
    for kind, number, outcome in failures[:_SHOWN]:
        print(f"\n{kind}:{number} {outcome.kind}\n{outcome.what}")
    return 1 if failures or memory > MOST_MEMORY else 0


def _again(words: str, seed: int) -> int:
    kind, _, number = words.partition(":")
    with tempfile.TemporaryDirectory() as folder:
        outcome = case(kind, seed, int(number), Path(folder))
    print(f"{outcome.kind}\n{outcome.what}")
    return 1 if outcome.kind in ("broken", "hung") else 0


def _arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz")
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", metavar="KIND:NUMBER", help="make one case again")
    return parser.parse_args(argv)


if __name__ == "__main__":
    arguments = _arguments()
    if arguments.only:
        sys.exit(_again(arguments.only, arguments.seed))
    asked = {"runs": arguments.runs, "files": arguments.files}
    sys.exit(main(asked, seed=arguments.seed, jobs=arguments.jobs))
