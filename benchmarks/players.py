"""What players of others do under the experiments of the lab: a table of player and experiment, as Markdown.

    python -m benchmarks.players [--lanes N] [--folder FOLDER]... [PLAYER ...]

Each cell is the outcome; where the player failed or nothing could be said, the first reason stands below the table.
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
class Told:
    """What one trial came to."""

    outcome: str
    why: str
    sentence: str


def main(players: Sequence[str], folders: Sequence[str], lanes: int) -> int:
    """Run every player on every experiment of the folders, print the table and the reasons."""
    experiments = [file for folder in folders for file in sorted((EXPERIMENTS / folder).glob("*.yaml"))]
    pairs = [(player, experiment) for player in players for experiment in experiments]
    with ThreadPoolExecutor(lanes) as pool:
        found = dict(zip(pairs, pool.map(lambda pair: _told(*pair), pairs), strict=True))
    print(f"| experiment | {' | '.join(f'`{player}`' for player in players)} |\n|---|{'---|' * len(players)}")
    for experiment in experiments:
        cells = (found[player, experiment].outcome.replace("_", " ") for player in players)
        print(f"| `{experiment.stem}` | {' | '.join(cells)} |")
    for player in players:
        print(f"\n### `{player}`\n")
        for experiment in experiments:
            told = found[player, experiment]
            print(f"- `{experiment.stem}`: {told.sentence}{f' *{told.why}*' if told.why else ''}")
    return 0


def _told(player: str, experiment: Path) -> Told:
    (trial,) = trials(experiment, "--player", player, "--repeat", 1) or ()
    print(f"{player} on {experiment.stem}: {trial['outcome']} {trial['reasons']}", file=sys.stderr, flush=True)
    return Told(trial["outcome"], "; ".join(trial["reasons"][:1]), trial["sentence"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lanes", type=int, default=1, metavar="N", help="trials at the same time")
    parser.add_argument("--folder", action="append", choices=FOLDERS, metavar="FOLDER", help="of experiments/")
    parser.add_argument("players", nargs="*", metavar="PLAYER", help=", ".join(PLAYERS))
    asked = parser.parse_args()
    if unknown := set(asked.players) - set(PLAYERS):
        parser.error(f"{', '.join(sorted(unknown))}: there is no such player; there are {', '.join(PLAYERS)}")
    sys.exit(main(tuple(asked.players) or PLAYERS, asked.folder or FOLDERS, asked.lanes))
