"""Experiments short enough for tests, and the lab as a user starts it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from chaoslab.setup.places import ROOT

OUTAGE = """\
title: A short outage
claims: [P1]
steady-state: {frame_rate: {at_least: 27}, live_latency: {at_most: 3}}
method:
  - {at: 4, lasting: %(lasting)s, fault: {proxy_down: {leg: flv}}}
watch: %(watch)s
expect:
  - %(expect)s
"""


@dataclass(frozen=True)
class Ended:
    """A finished call of the lab."""

    code: int
    output: str
    folder: Path
    summary: dict[str, Any]


def experiment(folder: Path, *, expect: str, lasting: float = 12, watch: float = 6) -> Path:
    """Write a small experiment that cuts FLV."""
    path = folder / "outage.yaml"
    path.write_text(OUTAGE % {"expect": expect, "lasting": lasting, "watch": watch}, encoding="utf-8")
    return path


def argv(*words: str | Path) -> list[str]:
    """The lab's command line."""
    return [sys.executable, "-m", "chaoslab", *map(str, words)]


def environment() -> dict[str, str]:
    """As a user has it, with the lab's own folder for temporary files so that leftovers can be seen."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "160"}


def lab_call(tmp_path: Path, verb: str, *words: str | Path, seconds: float = 180) -> Ended:
    """Call a verb that runs trials, to its end, and give back everything that it said."""
    tmp_path.mkdir(parents=True, exist_ok=True)
    folder, summary = tmp_path / "run", tmp_path / "out.json"
    line = argv(verb, *words, "--out", folder, "--json", summary)
    done = subprocess.run(
        line, cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=seconds, check=False
    )
    read = json.loads(summary.read_text()) if summary.is_file() else {}
    return Ended(done.returncode, done.stdout + done.stderr, folder, read)


@pytest.fixture
def lab(tmp_path: Path) -> Callable[..., Ended]:
    """Run the lab to its end and give back everything it said."""

    def call(*words: str | Path, seconds: float = 180) -> Ended:
        return lab_call(tmp_path, "run", *words, seconds=seconds)

    return call
