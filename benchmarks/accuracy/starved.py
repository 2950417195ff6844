"""Whole trials of which the right verdict is known, beside busy loops: none is wrong, starved ones are invalid.

Loops of the lab's own priority need not starve it, as the kernel shares fairly; a trial is right or invalid then.
Loops that go before the lab do starve it: there each trial must be invalid. To go before takes a superuser.
"""

import os
import sys
from collections import Counter
from dataclasses import dataclass

from benchmarks.busy_loops import busy_loops
from benchmarks.lab import trials
from chaoslab.setup.places import EXPERIMENTS

LOOPS = 4
BEFORE = -8  # niceness of loops that go before the lab; at -15 none of its parts come up at all
DECIDED = ("passed", "failed")


@dataclass(frozen=True, slots=True)
class Known:
    """An experiment and a player of which the verdict is known."""

    experiment: str
    player: str
    right: str


KNOWN = (
    Known("player/healthy-stream", "reference", "passed"),
    Known("player/flv-outage-falls-back-to-hls", "reference", "passed"),
    Known("player/flv-outage-falls-back-to-hls", "reference:no-fallback", "failed"),
)


@dataclass(frozen=True, slots=True)
class Starved:
    """The outcomes of one kind of trial; `niceness` is that of the loops, the lab's is 0."""

    known: Known
    niceness: int
    outcomes: Counter[str]

    @property
    def wrong(self) -> int:
        """Verdicts on the player that are not the right one."""
        return sum(n for outcome, n in self.outcomes.items() if outcome in DECIDED and outcome != self.known.right)

    @property
    def fine(self) -> bool:
        """Whether no verdict on the player was wrong, and a starved lab gave none at all."""
        allowed = {"invalid"} if self.niceness else {"invalid", self.known.right}
        return set(self.outcomes) <= allowed

    def row(self) -> str:
        """A line of the table."""
        name = f"{'before' if self.niceness else 'beside'} the lab | `{self.known.experiment}` | `{self.known.player}`"
        counts = ", ".join(f"{count} {outcome}" for outcome, count in self.outcomes.items())
        return f"| {name} | {self.known.right} | {self.outcomes.total()} | {self.wrong} | {counts} |"


def starve(count: int) -> bool:
    """Run this many trials beside busy loops and print a row per kind; whether none was wrong, starved ones invalid."""
    print(f"\n{LOOPS} busy loops on {os.cpu_count()} cores:\n")
    print("| loops | experiment | player | right | trials | wrong | outcomes |\n|---|---|---|---|---|---|---|")
    share = count // (2 * len(KNOWN))
    kinds = []
    for niceness in (0, BEFORE):
        with busy_loops(LOOPS, niceness=niceness):
            for known in KNOWN:
                kinds.append(Starved(known, niceness, outcomes(known, share)))
                print(kinds[-1].row(), flush=True)
    return all(kind.fine for kind in kinds)


def outcomes(known: Known, repeat: int) -> Counter[str]:
    """The outcomes of the trials, each tried once."""
    experiment = EXPERIMENTS / f"{known.experiment}.yaml"
    words = ("--player", known.player, "--repeat", repeat, "--retries", 0)
    carried_out = trials(experiment, *words, output=sys.stderr)
    if carried_out is None:  # no part came up in time, which the lab says with its exit code
        return Counter({"not begun": repeat})
    return Counter(str(trial["outcome"]) for trial in carried_out)
