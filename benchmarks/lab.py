"""Runs the lab as a user does, for programs that measure it."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

from chaoslab.setup.places import ROOT


def trials(*words: object, output: IO[str] | int = subprocess.DEVNULL) -> list[dict[str, Any]] | None:
    """The trials of `chaoslab run WORDS…`, from its summary; None if it ended before it wrote one.

    What the lab prints goes to `output`.
    """
    with tempfile.TemporaryDirectory() as folder:
        summary = Path(folder) / "out.json"
        line = [sys.executable, "-m", "chaoslab", "run", *words, "--out", Path(folder) / "run", "--json", summary]
        subprocess.run([str(word) for word in line], stdout=output, cwd=ROOT, check=False)
        if not summary.exists():
            return None
        summarised: list[dict[str, Any]] = json.loads(summary.read_text(encoding="utf-8"))["trials"]
        return summarised
