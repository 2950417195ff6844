"""The lab as a user calls it, for programs that measure it."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

from chaoslab.setup.places import ROOT


def trials(*words: object, said: IO[str] | int = subprocess.DEVNULL) -> list[dict[str, Any]] | None:
    """The trials of `chaoslab run WORDS…`, as its summary tells them; None where it ended before it wrote any.

    What the lab says goes to `said`.
    """
    with tempfile.TemporaryDirectory() as folder:
        summary = Path(folder) / "out.json"
        line = [sys.executable, "-m", "chaoslab", "run", *words, "--out", Path(folder) / "run", "--json", summary]
        subprocess.run([str(word) for word in line], stdout=said, cwd=ROOT, check=False)
        if not summary.exists():
            return None
        found: list[dict[str, Any]] = json.loads(summary.read_text(encoding="utf-8"))["trials"]
        return found
