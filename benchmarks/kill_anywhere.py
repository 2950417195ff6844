"""Kills runs, or parts of them, at random moments and counts what is left two seconds after they end, as Markdown.

    python -m benchmarks.kill_anywhere [--runs 200] [--lanes 2] [--seed 1]

The victim is the lab itself, Toxiproxy, the origin or the browser; the signal SIGINT, SIGTERM or SIGKILL. Nothing may
be left: no process, no listening port, no file outside the run's folder, no fault that was not lifted (a lab killed by
SIGKILL cannot lift: its toxics end with their Toxiproxy). Every event that was on disk at the kill must be readable.
The exit code is 1 when anything is left or lost.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.kill_journal import journal_losses, on_disk, unlifted
from chaoslab.errors import FaultStuck, InternalError
from chaoslab.judge.verdict import Outcome
from chaoslab.run.run import EXIT_CODES
from tests.lab.stopping import all_listening, descendants, left_over, listening, short_scratch, started

LATEST = 9.0  # seconds after the start; the fault is on from about the seventh
LATEST_IN_PART = 6.0  # seconds after a part has begun
BEGINS_WITHIN = 20.0  # seconds, of a part
ENDS_WITHIN = 60.0  # seconds, of a lab that was signalled or lost a part
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
# The signal's own code, before the lab listens to it; then the lab's.
ENDS = {signal.SIGINT: (-2, 130), signal.SIGTERM: (-15, 143), signal.SIGKILL: (-9,)}
LOST_A_PART = (InternalError.exit_code, FaultStuck.exit_code)
BUSY = "the machine was too busy"
LAB = "lab"
PARTS = {"Toxiproxy": ("toxiproxy",), "origin": ("lalserver",), "browser": ("chrom", "msedge")}  # by name of process


@dataclass(frozen=True, slots=True)
class Kill:
    """The victim, the signal, and how many seconds after its start it is killed."""

    victim: str
    sign: signal.Signals
    after: float


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What a kill left and lost, in words; seconds until the lab had ended."""

    kill: Kill
    left: tuple[str, ...]
    lost: tuple[str, ...]
    events: int  # on disk when it was killed
    took: float


def main(runs: int, lanes: int, seed: int) -> int:
    """Print a line for each kill that left or lost something, then the table; returns the exit code."""
    dice = random.Random(seed)
    with ThreadPoolExecutor(lanes) as pool:
        aftermaths = list(pool.map(kill_one, [_drawn(dice) for _ in range(runs)]))
    print("| killed | signal | runs | left something | lost an event | events on disk | slowest end |")
    print("|---|---|---|---|---|---|---|")
    for victim in (LAB, *PARTS):
        for sign in SIGNALS:
            same = [each for each in aftermaths if (each.kill.victim, each.kill.sign) == (victim, sign)]
            print(_row(same, victim, sign))
    dirty = sum(bool(each.left or each.lost) for each in aftermaths)
    print(f"\n{len(aftermaths) - dirty} of {len(aftermaths)} kills left nothing and lost nothing")
    return 1 if dirty else 0


def _drawn(dice: random.Random) -> Kill:
    victim = dice.choice((LAB, *PARTS))
    return Kill(victim, dice.choice(SIGNALS), dice.uniform(0, LATEST if victim == LAB else LATEST_IN_PART))


def _row(aftermaths: Sequence[Aftermath], victim: str, sign: signal.Signals) -> str:
    left, lost = sum(bool(each.left) for each in aftermaths), sum(bool(each.lost) for each in aftermaths)
    slowest = f"{max(each.took for each in aftermaths):.1f} s" if aftermaths else "–"
    events = sum(each.events for each in aftermaths)
    return f"| {victim} | {sign.name} | {len(aftermaths)} | {left} | {lost} | {events} | {slowest} |"


def kill_one(kill: Kill) -> Aftermath:
    """Carry out one kill and look."""
    with tempfile.TemporaryDirectory() as folder, short_scratch() as scratch, started(Path(folder), scratch) as lab:
        run = Path(folder) / "run"
        victim = _victim(lab, kill.victim)
        time.sleep(kill.after)
        processes = descendants(lab)
        sockets, before = listening(processes), on_disk(run)
        early = lab.poll() is not None
        _send(victim, kill.sign)
        began = time.monotonic()
        output, problems = _ended(lab)
        took = time.monotonic() - began
        # A lab that had already ended says nothing about killed ones.
        problems += ["the lab had ended before it was killed"] if early or victim is None else []
        problems += _odd_end(kill, lab.returncode, output)
        left = [*problems, *map(str, left_over(processes, scratch))]
        left += [f"listening socket {inode}" for inode in sockets & all_listening()]
        if "Traceback" in output:
            left.append(output.strip().splitlines()[-1])
            print(output, file=sys.stderr)
        left += [] if (kill.victim, kill.sign) == (LAB, signal.SIGKILL) else unlifted(run)
        events = sum(map(len, before.values()))
        aftermath = Aftermath(kill, tuple(left), tuple(journal_losses(run, before)), events, took)
    print(_line(aftermath), file=sys.stderr, flush=True)
    return aftermath


def _victim(lab: "subprocess.Popen[str]", name: str) -> psutil.Process | None:
    """The process to kill, once it is there; None when the lab ended without it."""
    deadline = time.monotonic() + BEGINS_WITHIN
    while time.monotonic() < deadline and lab.poll() is None:
        if name == LAB:
            return psutil.Process(lab.pid)
        for process in descendants(lab):
            if _is_part(process, lab.pid, PARTS[name]):
                return process
        time.sleep(0.02)
    return None


def _is_part(process: psutil.Process, lab: int, names: tuple[str, ...]) -> bool:
    try:
        return process.ppid() == lab and process.name().startswith(names)
    except psutil.NoSuchProcess:
        return False


def _send(victim: psutil.Process | None, sign: signal.Signals) -> None:
    if victim is not None and victim.is_running():
        os.kill(victim.pid, sign)


def _ended(lab: "subprocess.Popen[str]") -> tuple[str, list[str]]:
    """What the lab printed until its end, and what is wrong with that end."""
    try:
        return lab.communicate(timeout=ENDS_WITHIN)[0], []
    except subprocess.TimeoutExpired:
        lab.kill()
        return lab.communicate()[0], [f"the lab had not ended {ENDS_WITHIN:g} s later"]


def _odd_end(kill: Kill, code: int, output: str) -> list[str]:
    """The wrong end, if it was one: a lab that lost a part must say that it could not go on, or that a fault is stuck.

    If the machine was also too busy, which the lab says, the trial may be invalid as well.
    """
    expected = ENDS[kill.sign] if kill.victim == LAB else LOST_A_PART
    expected += (EXIT_CODES[Outcome.INVALID],) if kill.victim != LAB and BUSY in output else ()
    return [] if code in expected else [f"exit code {code}"]


def _line(aftermath: Aftermath) -> str:
    kill, trouble = aftermath.kill, "; ".join((*aftermath.left, *aftermath.lost)) or "nothing left, nothing lost"
    return f"{kill.victim:<9} {kill.sign.name:<7} after {kill.after:4.1f} s: {trouble}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--lanes", type=int, default=2, metavar="N", help="runs at the same time")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    sys.exit(main(chosen.runs, chosen.lanes, chosen.seed))
