"""One kill: who is harmed, how and when, as the dice have it."""

import random
import signal
from collections.abc import Sequence
from dataclasses import dataclass

LAB = "lab"
# Words in the command line of the process, and what its standard error is logged as; see `victim.py`.
PARTS = (
    "publisher",
    "origin",
    "harness",
    "signalling",
    "Toxiproxy",
    "gate",
    "browser",
    "renderer",
    "GPU process",
    "network service",
    "driver",
    "reaper",
)
VICTIMS = (LAB, *PARTS)
# From when on, by a line on the timeline (none: as soon as the victim is there), and for how many seconds.
PHASES = {
    "start": ("", 3.0),
    "baseline": ('"trial.opened"', 4.0),
    "fault": ('"fault.intended"', 2.0),
    "recovery": ('"fault.lifted"', 2.0),
    "end": ('"trial.closed"', 1.0),
}
STOP, STOP_AND_KILL = "stop", "stop, then kill"
LAB_HARMS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGKILL", STOP, STOP_AND_KILL)
PART_HARMS = ("SIGTERM", "SIGKILL", STOP)
_STOPPED_FOR = (0.2, 3.0)  # seconds after which a lab that was stopped goes on or is killed


@dataclass(frozen=True, slots=True)
class Kill:
    """A victim, what is done to it, and when: so many seconds into a phase of the trial."""

    victim: str
    harm: str  # the name of a signal, STOP or STOP_AND_KILL
    phase: str
    after: float
    stopped_for: float = 0.0

    @property
    def signal(self) -> signal.Signals:
        """What is sent at first."""
        return signal.SIGSTOP if self.harm in (STOP, STOP_AND_KILL) else signal.Signals[self.harm]

    @property
    def gated(self) -> bool:
        """Whether the trial needs a gate, which is there for some faults only."""
        return self.victim == "gate"

    def __str__(self) -> str:
        return f"{self.victim:<15} {self.harm:<15} {self.after:3.1f} s into {self.phase:<8}"


def drawn(seed: int, kills: int, victims: Sequence[str] = VICTIMS) -> list[Kill]:
    """As many as that, the same for the same seed: first one of each victim, harm and phase, then the same anew."""
    dice = random.Random(seed)
    every = [(victim, harm, phase) for victim in victims for harm in _harms(victim) for phase in PHASES]
    chosen: list[tuple[str, str, str]] = []
    while len(chosen) < kills:
        chosen += dice.sample(every, len(every))
    return [
        Kill(victim, harm, phase, dice.uniform(0, PHASES[phase][1]), dice.uniform(*_STOPPED_FOR))
        for victim, harm, phase in chosen[:kills]
    ]


def _harms(victim: str) -> Sequence[str]:
    return LAB_HARMS if victim == LAB else PART_HARMS
