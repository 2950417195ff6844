"""Where nothing may be installed, one line says what to run."""

import os
import shutil
from pathlib import Path

import pytest

from chaoslab.errors import Missing
from chaoslab.setup import apt
from chaoslab.setup.work import Crew, Work


@pytest.fixture
def work(tmp_path: Path) -> Work:
    return Work("Chromium", tmp_path / "log", Crew())


def test_without_root_and_sudo_the_command_is_told(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    with pytest.raises(Missing) as raised:
        apt.install(work, "chromium", "fonts-liberation")
    assert str(raised.value) == (
        "Chromium is missing; installing it needs root: "
        "run `sudo apt-get update && sudo apt-get install chromium fonts-liberation`, and try again"
    )
    assert raised.value.exit_code == 5


def test_where_there_is_no_apt_the_packages_are_told(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(Missing, match="install chromium, or this system's package for it"):
        apt.install(work, "chromium")
