"""How soon each fault takes effect: from the injecting call to the first effect its witness saw, as Markdown.

    python -m benchmarks.effects [--runs 20] [--lanes 1] [FAULT ...]

Each fault (or each one named) runs on its own experiment in experiments/faults, cut short before the player recovers.
A silence counts from its beginning, not from when it had lasted long enough to be noticed. Trials in which nothing was
witnessed are counted in the last column and make the exit code 1.
"""

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.lab import trials
from chaoslab import faults
from chaoslab.setup.places import EXPERIMENTS

WATCH = 4  # seconds; some witnesses look at what follows the fault, and a discarded page must have come back
UNDECIDED = ("invalid", "error")  # outcomes of trials in which nothing could be seen


@dataclass(frozen=True, slots=True)
class Bite:
    """One injection: its witness, and seconds from the call to the effect; None if no witness saw it."""

    witness: str
    after: float | None


def main(names: Sequence[str], *, runs: int, lanes: int) -> int:
    """Print a row for each fault; returns the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        by_fault = bites(_trials(names, Path(folder), runs=runs, lanes=lanes))
    print("| fault | seen by | trials | p50 | p95 | not seen |\n|---|---|---|---|---|---|")
    for name in names:
        print(row(name, by_fault.get(name, [])))
    return (
        1 if any(not by_fault.get(name) or any(bite.after is None for bite in by_fault[name]) for name in names) else 0
    )


def bites(trials: Sequence[Mapping[str, Any]]) -> dict[str, list[Bite]]:
    """Each injection on the fault's own experiment, by fault."""
    by_fault: defaultdict[str, list[Bite]] = defaultdict(list)
    for trial in trials:
        own = Path(trial["experiment"]).stem.replace("-", "_")
        for receipt in trial["receipts"]:
            if receipt["fault"] == own and trial["outcome"] not in UNDECIDED:
                by_fault[own].append(_bite(receipt))
    return dict(by_fault)


def _bite(receipt: Mapping[str, Any]) -> Bite:
    after = receipt["seen_at"] - receipt["injected_at"] if receipt["witnessed"] else None
    return Bite(receipt["witness"], after)


def row(name: str, injections: Sequence[Bite]) -> str:
    """`| `proxy_down` | browser | 20 | 12 ms | 20 ms | 0 |`."""
    times = sorted(bite.after for bite in injections if bite.after is not None)
    seen_by = ", ".join(sorted({bite.witness for bite in injections if bite.after is not None})) or "nobody"
    quantiles = [_shown(quantile(times, share)) if times else "–" for share in (0.5, 0.95)]
    return f"| `{name}` | {seen_by} | {len(injections)} | {' | '.join(quantiles)} | {len(injections) - len(times)} |"


def quantile(ordered: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all does not exceed (nearest rank)."""
    return next(value for index, value in enumerate(ordered, 1) if index >= share * len(ordered))


def _shown(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


def _shortened(path: Path, folder: Path) -> Path:
    """A copy that ends soon after the fault and expects nothing that it would be too short to show."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    document |= {"watch": WATCH, "expect": [{"frame_rate": {"at_least": 0}}]}
    document.pop("conforms", None)
    copy = folder / path.name
    copy.write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")
    return copy


def _trials(names: Sequence[str], folder: Path, *, runs: int, lanes: int) -> list[dict[str, Any]]:
    files = [_shortened(EXPERIMENTS / f"faults/{name.replace('_', '-')}.yaml", folder) for name in names]
    return trials(*files, "--repeat", runs, "--lanes", lanes, output=sys.stderr) or []


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=20, help="trials of each fault")
    parser.add_argument("--lanes", type=int, default=1, metavar="N", help="trials at the same time")
    parser.add_argument("faults", nargs="*", metavar="FAULT", help=", ".join(faults.names()))
    arguments = parser.parse_args()
    if unknown := set(arguments.faults) - set(faults.names()):
        parser.error(f"{', '.join(sorted(unknown))}: no such fault; the known ones are {', '.join(faults.names())}")
    sys.exit(main(tuple(arguments.faults) or faults.names(), runs=arguments.runs, lanes=arguments.lanes))
