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
    for name, taken in by_probe.items():
        print(row(name, taken))
    true = all(share_within(taken) >= SHARE and all(sample.exact for sample in taken) for taken in by_probe.values())
    calm = starve(starved) if starved else True
    return 0 if true and calm else 1


def share_within(taken: Sequence[Sample]) -> float:
    """The part of the samples whose truth lies within the printed uncertainty."""
    return sum(sample.within for sample in taken) / len(taken)


def row(name: str, taken: Sequence[Sample]) -> str:
    """One line of the table; times in milliseconds."""
    errors = sorted(sample.error * 1000 for sample in taken)
    widest = max(sample.uncertainty for sample in taken) * 1000
    quantiles = [quantile(errors, share) for share in (0.5, 0.99)]
    exact = sum(sample.exact for sample in taken) / len(taken)
    times = " | ".join(f"{value:.1f} ms" for value in (widest, *quantiles, errors[-1]))
    return f"| `{name}` | {len(taken)} | {share_within(taken):.1%} | {times} | {exact:.1%} |"


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
    arguments = parser.parse_args()
    if arguments.starved and os.geteuid() != 0:
        parser.error(f"--starved {arguments.starved}: only root can put busy loops before the lab; use --starved 0")
    sys.exit(main(arguments.cycles, pages=arguments.pages, seed=arguments.seed, starved=arguments.starved))
