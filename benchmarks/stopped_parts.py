"""Stops, slows or kills each part of the lab at each moment of a trial; none of it may be charged to the player.

    python -m benchmarks.stopped_parts [--parts PART…] [--harms HARM…] [--moments MOMENT…]

A trial delays FLV for two seconds and asks that the picture never stops. Somebody stops a part for 3 s (SIGSTOP,
SIGCONT), slows it (stopped for 80 of each 100 ms over 3 s) or kills it: as the page opens, once the picture plays, as
the fault begins, while it is on, or after it. One line a trial says what it came to. `passed` is right only where a
slowed part changed nothing that anybody saw; `failed` never is. The exit code is 1 where a trial failed, or passed
though its part was stopped or killed.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import product
from pathlib import Path

import psutil

from chaoslab.journal.reading import read_run
from chaoslab.setup.places import ROOT
from tests.lab.stopping import descendants, wait_for

TRIAL = """\
title: A delay that a part of the lab spoils
steady-state: {frame_rate: {at_least: 27}}
method:
  - {at: 5, lasting: 2, fault: {latency: {leg: flv, latency: 200}}}
watch: 4
expect:
  - stall_count: {equals: 0}
"""
# What the command line of each part holds.
PARTS = {
    "Toxiproxy": "toxiproxy",
    "origin": "lalserver",
    "harness": "-m harness",
    "publisher": "rig.media.publisher",
    "browser": "--user-data-dir",
    "renderer": "--type=renderer",
    "GPU process": "--type=gpu-process",
    "network service": "network.mojom",
}
HARMS = ("stop", "slow", "kill")
# What the lab says then, and seconds after it.
MOMENTS = {
    "opening": ("baseline begins", 0.2),
    "playing": ("steady after", 0.0),
    "fault begins": ("method begins", 0.0),
    "fault on": ("latency injected", 0.7),
    "after": ("latency lifted", 0.5),
}
_LASTS = 3.0  # seconds
_STOPPED, _RUNS = 0.08, 0.02  # seconds of each turn in which a slowed part does the one and the other
_ENDS_WITHIN = 60.0


def harmed(part: str, harm: str, moment: str, folder: Path) -> tuple[str, str]:
    """The outcome of one trial, or `nothing` if the lab ended without one, and the reason for it."""
    (folder / "delay.yaml").write_text(TRIAL, encoding="utf-8")
    words = [
        sys.executable,
        "-P",
        "-m",
        "chaoslab",
        "run",
        folder / "delay.yaml",
        "--retries",
        "0",
        "--out",
        folder / "run",
    ]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    said, after = MOMENTS[moment]
    line = [str(word) for word in words]
    with subprocess.Popen(
        line, env=env, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as lab:
        try:
            wait_for(lab, said)
            time.sleep(after)
            _harm(_processes(lab, PARTS[part]), harm)
            lab.communicate(timeout=_ENDS_WITHIN)
        finally:
            lab.kill()
    verdicts = [trial.verdict for trial in read_run(folder / "run").trials] if (folder / "run").is_dir() else []
    if not verdicts or verdicts[0] is None:
        return "nothing", f"exit code {lab.returncode}"
    return verdicts[0].outcome.value, "; ".join(verdicts[0].reasons)


def is_right(harm: str, outcome: str) -> bool:
    """Whether an outcome charges nobody with what was done to the lab."""
    return outcome != "failed" and (outcome != "passed" or harm == "slow")


def _processes(lab: "subprocess.Popen[str]", words: str) -> list[psutil.Process]:
    found = []
    for process in descendants(lab):
        with suppress(psutil.Error):
            if words in " ".join(process.cmdline()):
                found.append(process)
    if not found:
        raise LookupError(f"the lab runs nothing like {words!r}")
    return found


def _harm(processes: Sequence[psutil.Process], harm: str) -> None:
    if harm == "kill":
        _signal(processes, signal.SIGKILL)
        return
    stopped, runs = (_LASTS, 0.0) if harm == "stop" else (_STOPPED, _RUNS)
    for _ in range(max(round(_LASTS / (stopped + runs)), 1)):
        _signal(processes, signal.SIGSTOP)
        time.sleep(stopped)
        _signal(processes, signal.SIGCONT)
        time.sleep(runs)


def _signal(processes: Sequence[psutil.Process], sign: signal.Signals) -> None:
    for process in processes:
        with suppress(psutil.Error):
            process.send_signal(sign)


def main(parts: Sequence[str], harms: Sequence[str], moments: Sequence[str]) -> int:
    """Print a line a trial and a tally; returns the exit code."""
    outcomes: Counter[str] = Counter()
    wrong = 0
    for part, harm, moment in product(parts, harms, moments):
        with tempfile.TemporaryDirectory() as folder:
            outcome, reason = harmed(part, harm, moment, Path(folder))
        right = is_right(harm, outcome)
        wrong += not right
        outcomes[outcome] += 1
        print(f"{'right' if right else 'WRONG'} {part}, {harm}, {moment}: {outcome} ({reason})", flush=True)
    print(", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common()), f"; {wrong} wrong", sep="")
    return 1 if wrong else 0


def _arguments() -> Iterator[Sequence[str]]:
    made = argparse.ArgumentParser("python -m benchmarks.stopped_parts", description=__doc__)
    flags = {"--parts": tuple(PARTS), "--harms": HARMS, "--moments": tuple(MOMENTS)}
    for flag, known in flags.items():
        made.add_argument(flag, nargs="+", choices=known, default=known, metavar="NAME", help=f"of {', '.join(known)}")
    asked = made.parse_args()
    yield from (asked.parts, asked.harms, asked.moments)


if __name__ == "__main__":
    sys.exit(main(*_arguments()))
