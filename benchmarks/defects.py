"""Whether each defect of the reference player is noticed: a table of defect and experiment, as Markdown.

    python -m benchmarks.defects [--all] [DEFECT ...]

Each defect (or each that is named) is run on the experiment that docs/rig.md names for it, with --all on every one that
comes with the lab, which takes as long for each defect as a run of them all. The exit code is 1 when a defect passes
the experiment that should notice it, or the player without a defect fails one.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from chaoslab.player import DEFECTS, REFERENCE

ROOT = Path(__file__).parents[1]
EXPERIMENTS = {
    path.stem: path for folder in ("player", "signalling") for path in (ROOT / "experiments" / folder).glob("*.yaml")
}
_ROW = re.compile(r"^\| `([a-z-]+)` \|.*\| `([a-z0-9-]+)` \|$", re.MULTILINE)


def main(everything: bool, defects: Sequence[str]) -> int:
    """Print the table; returns the exit code."""
    noticed_by = dict(_ROW.findall((ROOT / "docs/rig.md").read_text(encoding="utf-8")))
    named = {noticed_by[defect] for defect in defects}
    names = sorted(EXPERIMENTS if everything or tuple(defects) == DEFECTS else named)
    columns = {"": _outcomes(REFERENCE, names)}
    for defect in defects:
        columns[defect] = _outcomes(f"{REFERENCE}:{defect}", names if everything else [noticed_by[defect]])
    print(f"| experiment | {' | '.join(('none', *defects))} |\n|---|{'---|' * (1 + len(defects))}")
    for name in names:
        print(f"| `{name}` | {' | '.join(columns[defect].get(name, '') for defect in ('', *defects))} |")
    missed = [defect for defect in defects if columns[defect][noticed_by[defect]] != "failed"]
    wrong = [name for name in names if columns[""][name] != "passed"]
    for defect in missed:
        print(f"{defect} was not noticed by {noticed_by[defect]}: {columns[defect][noticed_by[defect]]}")
    for name in wrong:
        print(f"{name}: {columns[''][name]} without a defect")
    return 1 if missed or wrong else 0


def _outcomes(player: str, names: list[str]) -> Mapping[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        summary = Path(folder) / "out.json"
        paths = [EXPERIMENTS[name] for name in names]
        words = [sys.executable, "-m", "chaoslab", "run", *paths, "--player", player, "--out", Path(folder) / "run"]
        subprocess.run([*words, "--json", summary], stdout=subprocess.DEVNULL, cwd=ROOT, check=False)
        return {one["id"]: one["outcome"] for one in json.loads(summary.read_text(encoding="utf-8"))["trials"]}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("defects", nargs="*", metavar="DEFECT", help=", ".join(DEFECTS))
    asked = parser.parse_args()
    if unknown := set(asked.defects) - set(DEFECTS):
        parser.error(f"{', '.join(sorted(unknown))}: there is no such defect; there are {', '.join(DEFECTS)}")
    sys.exit(main(asked.all, tuple(asked.defects) or DEFECTS))
