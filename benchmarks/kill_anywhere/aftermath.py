"""Carries out one kill, and looks at what it left and lost."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.kill_anywhere.kill import LAB, PHASES, STOP, STOP_AND_KILL, Kill
from benchmarks.kill_anywhere.victim import of_scratch, processes_of
from benchmarks.kill_journal import journal_losses, on_disk, unlifted
from chaoslab.errors import EnvironmentLacks, FaultStuck, InternalError, PlayerUnfit
from tests.lab.conftest import environment
from tests.lab.stopping import all_listening, descendants, left_over, listening, short_scratch

TRIAL = """\
title: A run that somebody kills
steady-state: {frame_rate: {at_least: 20}}
method:
  - {at: 4, lasting: 2, fault: {%s: {leg: hls}}}
watch: 2
expect:
  - stall_count: {at_least: 0}
"""
BEGINS_WITHIN = 45.0  # seconds, of a phase
OUTCOME_WITHIN = 30.0  # seconds after the harm, and once more for a lab that was stopped itself
_EVERY = 0.02  # seconds between two looks
# Where a signal comes before the lab listens to it, the code is the signal's own.
_SIGNALLED = {"SIGINT": (-2, 130), "SIGTERM": (-15, 143), "SIGHUP": (-1, 129), "SIGKILL": (-9,), STOP_AND_KILL: (-9,)}
# Nothing is expected of the player, so no trial can fail.
_OTHERWISE = (0, PlayerUnfit.exit_code, EnvironmentLacks.exit_code, FaultStuck.exit_code, InternalError.exit_code)
_BUGS = ("Traceback", "internal error")


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What a kill left and lost and what was wrong with the lab's end, in words; seconds until the lab had ended."""

    kill: Kill
    missed: bool = False  # the lab had ended, or had no such part, before there was anything to kill
    left: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    events: int = 0  # on disk when it was killed
    took: float = 0.0

    @property
    def clean(self) -> bool:
        """Whether nothing was left, lost or odd."""
        return not (self.left or self.lost or self.odd)

    def __str__(self) -> str:
        trouble = "; ".join((*self.left, *self.lost, *self.odd)) or f"clean after {self.took:.1f} s"
        return f"{self.kill}: {'missed' if self.missed else trouble}"


def kill_one(kill: Kill) -> Aftermath:
    """Carry out one kill and look."""
    with (
        tempfile.TemporaryDirectory() as folder,
        short_scratch() as scratch,
        _started(Path(folder), scratch, kill) as (
            lab,
            output,
        ),
    ):
        run = Path(folder) / "run"
        victims = _due(lab, run, kill)
        if not victims:
            return Aftermath(kill, missed=True)
        processes = descendants(lab)
        sockets, before = listening(processes), on_disk(run)
        began = time.monotonic()
        _harm(lab, victims, kill)
        odd = _ended(lab)
        took = time.monotonic() - began
        left = left_behind(processes, scratch)
        left += [f"listening socket {inode}" for inode in sockets & all_listening()]
        odd += odd_end(kill, lab.returncode, output.read_text(encoding="utf-8", errors="replace"))
        if lab.returncode != -signal.SIGKILL:  # a lab that is killed cannot lift: its toxics end with their Toxiproxy
            left += unlifted(run)
        events = sum(map(len, before.values()))
        return Aftermath(kill, False, tuple(left), tuple(journal_losses(run, before)), tuple(odd), events, took)


@contextmanager
def _started(folder: Path, scratch: Path, kill: Kill) -> Iterator[tuple["subprocess.Popen[str]", Path]]:
    """A lab with a short trial into folder/run, and the file that takes what it prints."""
    experiment, output = folder / "killed.yaml", folder / "output.txt"
    experiment.write_text(TRIAL % ("connect_refused" if kill.gated else "proxy_down"), encoding="utf-8")
    # Isolated, and with one try: another one would be another journal.
    line = [sys.executable, "-P", "-m", "chaoslab", "run", str(experiment), "--retries", "0"]
    env = {**environment(), "TMPDIR": str(scratch)}
    with (
        output.open("w", encoding="utf-8") as said,
        subprocess.Popen(
            [*line, "--out", str(folder / "run")], env=env, cwd=folder, stdout=said, stderr=said, text=True
        ) as lab,
    ):
        try:
            yield lab, output
        finally:
            lab.kill()


def _due(lab: "subprocess.Popen[str]", run: Path, kill: Kill) -> list[psutil.Process]:
    """The processes to harm, when it is time; none when the lab ended first."""
    words, _ = PHASES[kill.phase]
    deadline = time.monotonic() + BEGINS_WITHIN
    while time.monotonic() < deadline and lab.poll() is None:
        if begun(run, words) and processes_of(lab, kill.victim):
            time.sleep(kill.after)
            return processes_of(lab, kill.victim) if lab.poll() is None else []
        time.sleep(_EVERY)
    return []


def begun(run: Path, words: str) -> bool:
    """Whether a line with these words is on the timeline; without words, always."""
    return not words or any(words in line for lines in on_disk(run).values() for line in lines)


def _harm(lab: "subprocess.Popen[str]", victims: Sequence[psutil.Process], kill: Kill) -> None:
    for victim in victims:
        with suppress(psutil.Error):
            victim.send_signal(kill.signal)
    if kill.victim == LAB and kill.signal is signal.SIGSTOP:
        time.sleep(kill.stopped_for)
        os.kill(lab.pid, signal.SIGCONT if kill.harm == STOP else signal.SIGKILL)


def _ended(lab: "subprocess.Popen[str]") -> list[str]:
    """Wait for the lab's end; what is wrong when it does not come."""
    try:
        lab.wait(OUTCOME_WITHIN)
    except subprocess.TimeoutExpired:
        lab.kill()
        lab.wait()
        return [f"no outcome {OUTCOME_WITHIN:g} s later"]
    return []


def left_behind(processes: Sequence[psutil.Process], scratch: Path) -> list[str]:
    """What is still there 2 s later: processes, those included that began after the kill, and files."""
    left = [str(one) for one in left_over(processes, scratch)]
    return left + [str(one) for one in of_scratch(scratch) if str(one) not in left]


def odd_end(kill: Kill, code: int, output: str) -> list[str]:
    """What is wrong with the code and the words with which the lab ended."""
    signalled = _SIGNALLED.get(kill.harm) if kill.victim == LAB else None
    expected = (*signalled, 0) if signalled and kill.phase == "end" else signalled or _OTHERWISE
    bug = next((line for line in output.splitlines() if any(word in line for word in _BUGS)), None)
    *_, last = ("it said nothing", *filter(None, map(str.strip, output.splitlines())))
    return [*([] if code in expected else [f"exit code {code} ({last})"]), *([bug.strip()] if bug else [])]
