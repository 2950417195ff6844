"""Whether the lab's figures are within the uncertainty that it prints: scripted players, and a starved machine.

    python -m benchmarks.accuracy [--cycles 300] [--pages 2] [--seed 1] [--starved 24]

A scripted page shows pictures, freezes, retries and falls back at drawn times and notes each by its own clock; the lab
measures the same from outside. Then whole trials of which the right verdict is known run beside four busy loops: none
may come out wrong, and starved ones must be invalid. The exit code is 1 where a claim does not hold.
"""

import argparse
import asyncio
import os
import sys
from collections import defaultdict
from collections.abc import Sequence

from benchmarks.accuracy.cycles import play
from benchmarks.accuracy.samples import Sample, samples
from benchmarks.accuracy.starved import starve
from benchmarks.effects import quantile

SHARE = 0.99


def main(cycles: int, *, pages: int, seed: int, starved: int) -> int:
    """Print the tables; returns the exit code."""
    by_probe: defaultdict[str, list[Sample]] = defaultdict(list)
    for cycle in asyncio.run(play(cycles, pages=pages, seed=seed)):
        for sample in samples(cycle):
            by_probe[sample.probe].append(sample)
    print("| measurement | samples | truth within the uncertainty | uncertainty | error p50 | p99 | worst | exact |")
    print("|---|---|---|---|---|---|---|---|")
    for name, found in by_probe.items():
        print(row(name, found))
    true = all(share_within(found) >= SHARE and all(one.exact for one in found) for found in by_probe.values())
    calm = starve(starved) if starved else True
    return 0 if true and calm else 1


def share_within(found: Sequence[Sample]) -> float:
    """The part of the samples whose truth lies within the printed uncertainty."""
    return sum(one.within for one in found) / len(found)


def row(name: str, found: Sequence[Sample]) -> str:
    """One line of the table; times in milliseconds."""
    errors = sorted(one.error * 1000 for one in found)
    widest = max(one.uncertainty for one in found) * 1000
    told = [quantile(errors, share) for share in (0.5, 0.99)]
    exact = sum(one.exact for one in found) / len(found)
    times = " | ".join(f"{value:.1f} ms" for value in (widest, *told, errors[-1]))
    return f"| `{name}` | {len(found)} | {share_within(found):.1%} | {times} | {exact:.1%} |"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--cycles", type=int, default=300)
    parser.add_argument("--pages", type=int, default=2, metavar="N", help="scripted players at the same time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--starved", type=int, default=24, metavar="N", help="trials beside busy loops; 0 for none")
    asked = parser.parse_args()
    if asked.starved and os.geteuid() != 0:
        parser.error(f"--starved {asked.starved}: busy loops go before the lab only for a superuser; give --starved 0")
    sys.exit(main(asked.cycles, pages=asked.pages, seed=asked.seed, starved=asked.starved))
