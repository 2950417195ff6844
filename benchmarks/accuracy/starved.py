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
    """What became of the trials of one kind; `niceness` is that of the loops, where the lab has 0."""

    known: Known
    niceness: int
    found: Counter[str]

    @property
    def wrong(self) -> int:
        """Verdicts on the player that are not the right one."""
        return sum(count for one, count in self.found.items() if one in DECIDED and one != self.known.right)

    @property
    def fine(self) -> bool:
        """Whether nothing wrong was said of the player, and nothing at all where the lab was starved."""
        said = {"invalid"} if self.niceness else {"invalid", self.known.right}
        return set(self.found) <= said

    def row(self) -> str:
        """A line of the table."""
        name = f"{'before' if self.niceness else 'beside'} the lab | `{self.known.experiment}` | `{self.known.player}`"
        found = ", ".join(f"{count} {one}" for one, count in self.found.items())
        return f"| {name} | {self.known.right} | {self.found.total()} | {self.wrong} | {found} |"


def starve(count: int) -> bool:
    """Run so many trials beside busy loops, a row for each kind; whether none was wrong and starved ones invalid."""
    print(f"\n{LOOPS} busy loops on {os.cpu_count()} cores:\n")
    print("| loops | experiment | player | right | trials | wrong | outcomes |\n|---|---|---|---|---|---|---|")
    share = count // (2 * len(KNOWN))
    found = []
    for niceness in (0, BEFORE):
        with busy_loops(LOOPS, niceness=niceness):
            for known in KNOWN:
                found.append(Starved(known, niceness, outcomes(known, share)))
                print(found[-1].row(), flush=True)
    return all(one.fine for one in found)


def outcomes(known: Known, repeat: int) -> Counter[str]:
    """What the trials came to, each tried once."""
    experiment = EXPERIMENTS / f"{known.experiment}.yaml"
    words = ("--player", known.player, "--repeat", repeat, "--retries", 0)
    found = trials(experiment, *words, said=sys.stderr)
    if found is None:  # no part came up in time, which the lab says with its exit code
        return Counter({"not begun": repeat})
    return Counter(str(trial["outcome"]) for trial in found)
