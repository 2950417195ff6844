"""Kills and stops runs, or parts of them, at random moments and counts what that leaves and loses, as Markdown.

    python -m benchmarks.kill_anywhere [--kills 200] [--lanes 2] [--seed 1] [--victims NAME…]

The victim is the lab itself or one of its parts. It is sent a signal that ends it, or is stopped (SIGSTOP); a lab that
was stopped goes on after a moment or is killed. Each happens at each phase of a trial, at a random instant of it.
Two seconds after the lab's end nothing may be left: no process, no listening port, no file outside the run's folder, no
fault that was not lifted. The end must come within 30 s. Every event that was on disk at the kill must be read back,
and the run must make a report. The exit code is 1 when anything is left, lost or odd.
"""

import argparse
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from benchmarks.kill_anywhere.aftermath import Aftermath, kill_one
from benchmarks.kill_anywhere.kill import VICTIMS, Kill, drawn


def main(kills: Sequence[Kill], lanes: int) -> int:
    """Print a line for each kill, then the table; returns the exit code."""
    with ThreadPoolExecutor(lanes) as pool:
        aftermaths = []
        for aftermath in pool.map(kill_one, kills):
            print(aftermath, file=sys.stderr, flush=True)
            aftermaths.append(aftermath)
    print("\n".join(table(aftermaths)))
    return 0 if all(each.clean for each in aftermaths) else 1


def table(aftermaths: Sequence[Aftermath]) -> Iterator[str]:
    """A row for each victim and harm, then a sum."""
    yield "| victim | harm | kills | left something | lost an event | odd end | events on disk | slowest end |"
    yield "|---|---|---|---|---|---|---|---|"
    carried_out = [each for each in aftermaths if not each.missed]
    for victim in VICTIMS:
        for harm in sorted({each.kill.harm for each in carried_out if each.kill.victim == victim}):
            yield _row(victim, harm, [one for one in carried_out if (one.kill.victim, one.kill.harm) == (victim, harm)])
    clean = sum(each.clean for each in carried_out)
    missed = len(aftermaths) - len(carried_out)
    yield ""
    yield f"{clean} of {len(carried_out)} kills left nothing, lost nothing and had an end in time" + (
        f"; {missed} more came too late, when the lab or its part had ended" if missed else ""
    )


def _row(victim: str, harm: str, aftermaths: Sequence[Aftermath]) -> str:
    left, lost, odd = (sum(bool(getattr(each, what)) for each in aftermaths) for what in ("left", "lost", "odd"))
    events, slowest = sum(each.events for each in aftermaths), max(each.took for each in aftermaths)
    return f"| {victim} | {harm} | {len(aftermaths)} | {left} | {lost} | {odd} | {events} | {slowest:.1f} s |"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        "python -m benchmarks.kill_anywhere", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--lanes", type=int, default=2, metavar="N", help="runs at the same time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--victims", nargs="+", choices=VICTIMS, default=VICTIMS, metavar="NAME", help=", ".join(VICTIMS)
    )
    asked = parser.parse_args()
    # A lab that is started with SIGHUP ignored, as under `nohup`, lets it stay so.
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    sys.exit(main(drawn(asked.seed, asked.kills, asked.victims), asked.lanes))
