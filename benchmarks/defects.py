"""Whether each defect of the reference player is noticed: a table of defect and experiment, as Markdown.

    python -m benchmarks.defects [--all]

Each defect is run on the experiment that docs/rig.md names for it, with --all on every one in experiments/player. The
exit code is 1 when a defect passes the experiment that should notice it, or the player without a defect fails one.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from chaoslab.player import DEFECTS, REFERENCE

ROOT = Path(__file__).parents[1]
EXPERIMENTS = ROOT / "experiments/player"
_ROW = re.compile(r"^\| `([a-z-]+)` \|.*\| `([a-z0-9-]+)` \|$", re.MULTILINE)


def main(everything: bool) -> int:
    """Print the table as it grows; returns the exit code."""
    noticed_by = dict(_ROW.findall((ROOT / "docs/rig.md").read_text(encoding="utf-8")))
    names = sorted(path.stem for path in EXPERIMENTS.glob("*.yaml"))
    print(f"| experiment | {' | '.join(('none', *DEFECTS))} |\n|---|{'---|' * (1 + len(DEFECTS))}", flush=True)
    columns: dict[str, Mapping[str, str]] = {}
    for defect in ("", *DEFECTS):
        wanted = names if everything or not defect else [noticed_by[defect]]
        columns[defect] = _outcomes(f"{REFERENCE}:{defect}" if defect else REFERENCE, wanted)
    for name in names:
        print(f"| `{name}` | {' | '.join(columns[defect].get(name, '') for defect in ('', *DEFECTS))} |")
    missed = [defect for defect in DEFECTS if columns[defect][noticed_by[defect]] != "failed"]
    wrong = [name for name in names if columns[""][name] != "passed"]
    for defect in missed:
        print(f"{defect} was not noticed by {noticed_by[defect]}: {columns[defect][noticed_by[defect]]}")
    for name in wrong:
        print(f"{name}: {columns[''][name]} without a defect")
    return 1 if missed or wrong else 0


def _outcomes(player: str, names: list[str]) -> Mapping[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        summary = Path(folder) / "out.json"
        paths = [EXPERIMENTS / f"{name}.yaml" for name in names]
        words = [sys.executable, "-m", "chaoslab", "run", *paths, "--player", player, "--out", Path(folder) / "run"]
        subprocess.run([*words, "--json", summary], stdout=subprocess.DEVNULL, cwd=ROOT, check=False)
        return {one["id"]: one["outcome"] for one in json.loads(summary.read_text(encoding="utf-8"))["trials"]}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true")
    sys.exit(main(parser.parse_args().all))
