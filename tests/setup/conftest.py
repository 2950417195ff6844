"""A `.lab/` of the test's own, and programs that print what a test wants them to print."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chaoslab.setup import places

MakeProgram = Callable[[str, str], Path]


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty `.lab/`."""
    folder = tmp_path / ".lab"
    folder.mkdir()
    monkeypatch.setattr(places, "LAB", folder)
    monkeypatch.setattr(places, "TEMPORARY", folder / "tmp")
    for name in ("STAMPS", "LOGS", "VENV", "VENVS"):
        monkeypatch.setattr(places, name, folder / name.lower())
    return folder


@pytest.fixture
def program(tmp_path: Path) -> MakeProgram:
    """Makes a program that prints one line."""

    def make(name: str, printed: str) -> Path:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\necho '{printed}'\n")
        path.chmod(0o755)
        return path

    return make
