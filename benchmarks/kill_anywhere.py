"""Kills runs at random moments and counts what is left two seconds later; exit 1 when anything is.

python -m benchmarks.kill_anywhere [--kills 30] [--seed 1]
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from chaoslab.errors import NoSuchRun
from chaoslab.journal import read_run
from chaoslab.report.html import write_report
from tests.lab.stopping import descendants, left_over, short_scratch, started

LATEST = 9.0  # seconds after the start; the fault is on from about the seventh
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)


def main(kills: int, seed: int) -> int:
    """Print one line a kill that left something, and the count."""
    dice = random.Random(seed)
    found: Counter[str] = Counter()
    for turn in range(1, kills + 1):
        sign, after = dice.choice(SIGNALS), dice.uniform(0, LATEST)
        left = _kill_one(sign, after)
        found["clean" if not left else "dirty"] += 1
        print(f"{turn:3} {sign.name:<8} after {after:4.1f} s: {left or 'nothing left'}", flush=True)
    print(f"{found['clean']} of {kills} kills left nothing, and every journal could be reported")
    return 1 if found["dirty"] else 0


def _kill_one(sign: signal.Signals, after: float) -> list[object]:
    with tempfile.TemporaryDirectory() as folder, short_scratch() as scratch, started(Path(folder), scratch) as lab:
        time.sleep(after)
        processes = descendants(lab)
        os.kill(lab.pid, sign)
        said = lab.communicate(timeout=30)[0]
        left = left_over(processes, scratch)
        if "Traceback" in said:
            left.append(said.strip().splitlines()[-1])
        return [*left, *_unreportable(Path(folder) / "run")]


def _unreportable(run: Path) -> list[object]:
    if not run.exists():
        return []
    try:
        write_report(read_run(run), run / "again.html")
    except NoSuchRun as error:
        return [error] if (run / "trials").exists() else []
    return []


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    sys.exit(main(chosen.kills, chosen.seed))
