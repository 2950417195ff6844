"""What other people's players do under the lab's experiments: a Markdown table of players and experiments.

    python -m benchmarks.players [--lanes N] [--folder FOLDER]... [PLAYER ...]

Each cell is an outcome; below the table is each trial's sentence, with the first reason if it did not pass.
"""

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.lab import trials
from chaoslab.setup.places import EXPERIMENTS

FOLDERS = ("outages", "player")
PLAYERS = tuple(sorted(path.stem for path in (EXPERIMENTS / "players").glob("*.yaml")))


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one trial."""

    outcome: str
    why: str
    sentence: str


def main(players: Sequence[str], folders: Sequence[str], lanes: int) -> int:
    """Run every player on every experiment of the folders, print the table and the reasons."""
    experiments = [file for folder in folders for file in sorted((EXPERIMENTS / folder).glob("*.yaml"))]
    pairs = [(player, experiment) for player in players for experiment in experiments]
    with ThreadPoolExecutor(lanes) as pool:
        results = dict(zip(pairs, pool.map(lambda pair: _run(*pair), pairs), strict=True))
    print(f"| experiment | {' | '.join(f'`{player}`' for player in players)} |\n|---|{'---|' * len(players)}")
    for experiment in experiments:
        cells = (results[player, experiment].outcome.replace("_", " ") for player in players)
        print(f"| `{experiment.stem}` | {' | '.join(cells)} |")
    for player in players:
        print(f"\n### `{player}`\n")
        for experiment in experiments:
            result = results[player, experiment]
            print(f"- `{experiment.stem}`: {result.sentence}{f' *{result.why}*' if result.why else ''}")
    return 0


def _run(player: str, experiment: Path) -> Result:
    (trial,) = trials(experiment, "--player", player, "--repeat", 1) or ()
    print(f"{player} on {experiment.stem}: {trial['outcome']} {trial['reasons']}", file=sys.stderr, flush=True)
    return Result(trial["outcome"], "; ".join(trial["reasons"][:1]), trial["sentence"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lanes", type=int, default=1, metavar="N", help="trials at the same time")
    parser.add_argument("--folder", action="append", choices=FOLDERS, metavar="FOLDER", help="of experiments/")
    parser.add_argument("players", nargs="*", metavar="PLAYER", help=", ".join(PLAYERS))
    arguments = parser.parse_args()
    if unknown := set(arguments.players) - set(PLAYERS):
        parser.error(f"{', '.join(sorted(unknown))}: no such player; the known ones are {', '.join(PLAYERS)}")
    sys.exit(main(tuple(arguments.players) or PLAYERS, arguments.folder or FOLDERS, arguments.lanes))
