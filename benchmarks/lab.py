"""Runs the lab as a user does, for programs that measure it."""

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import IO, Any

from chaoslab.rig.processes.own_python import OWN_PATH, own_python
from chaoslab.setup.places import ROOT


def trials(*words: object, output: IO[str] | int = subprocess.DEVNULL) -> list[dict[str, Any]] | None:
    """The trials of `chaoslab run WORDS…`, from its summary; None if it ended before it wrote one.

    What the lab prints goes to `output`.
    """
    with tempfile.TemporaryDirectory() as folder:
        summary = Path(folder) / "out.json"
        asked = ["run", *words, "--out", Path(folder) / "run", "--json", summary]
        line = own_python("chaoslab", *map(str, asked))
        subprocess.run(line, stdout=output, cwd=ROOT, env={**os.environ, **OWN_PATH}, check=False)
        if not summary.exists():
            return None
        summarised: list[dict[str, Any]] = json.loads(summary.read_text(encoding="utf-8"))["trials"]
        return summarised
