"""The doctor's table tells what is there, and its exit code whether a trial can run."""

import os
import resource
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from chaoslab.setup import doctor
from chaoslab.setup.components import COMPONENTS, State
from chaoslab.setup.doctor import examine, main, remedies
from chaoslab.setup.machine import Check, examine_machine


@pytest.fixture
def whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which every part is there, and quick to look at."""
    for name in ("CHAOSLAB_CHROMIUM", "CHAOSLAB_TOXIPROXY", "CHAOSLAB_LAL", "CHAOSLAB_SRS", "CHAOSLAB_REDIS"):
        monkeypatch.delenv(name, raising=False)
    parts = {}
    for name, component in COMPONENTS.items():
        (tmp_path / name).write_text("#!/bin/sh\necho version 999.0\necho ' -socket string'\n")
        (tmp_path / name).chmod(0o755)
        parts[name] = replace(component, candidates=(tmp_path / name,), holds="", beside="")
    monkeypatch.setattr(doctor, "COMPONENTS", parts)
    monkeypatch.setattr(doctor, "supported_codecs", lambda _path: {"H.264": True, "AAC": True})
    return tmp_path


@pytest.mark.usefixtures("whole")
def test_a_whole_machine_ends_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    printed = capsys.readouterr().out
    assert "everything that a trial needs is in place" in printed
    for title in ("Python packages", "Chromium", "Toxiproxy", "lal", "H.264 in browser", "free ports", "open files"):
        assert title in printed


@pytest.mark.parametrize("name", ["chromium", "toxiproxy", "lalserver", "player", "recorder"])
def test_a_missing_part_ends_with_5_and_its_remedy(whole: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (whole / name).unlink()
    assert main() == 5
    assert COMPONENTS[name].remedy in capsys.readouterr().out


@pytest.mark.parametrize("name", ["srs", "redis", "go", "node", "clip"])
def test_what_no_trial_needs_may_be_missing(whole: Path, name: str) -> None:
    (whole / name).unlink()
    assert main() == 0


@pytest.mark.usefixtures("whole")
def test_a_browser_without_h264_ends_with_5(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "supported_codecs", lambda _path: {"H.264": False, "AAC": True})
    assert main() == 5
    assert "1 thing that a trial needs is missing" in capsys.readouterr().out


async def test_a_part_that_is_too_old_is_told_with_its_version(whole: Path) -> None:
    (whole / "toxiproxy").write_text("#!/bin/sh\necho toxiproxy-server version 2.4.0\n")
    found = next(check for check in await examine() if check.component == "Toxiproxy")
    assert found.state is State.TOO_OLD
    assert found.version == "2.4.0"
    assert found.stops


@pytest.mark.usefixtures("whole")
async def test_an_srs_that_does_not_answer_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHAOSLAB_SRS", "127.0.0.1:1:1:1")
    found = next(check for check in await examine() if check.component == "SRS")
    assert found.state is State.WARNING
    assert "nothing accepts connections at 127.0.0.1:1" in found.remedy


def test_a_warning_stops_nothing_and_says_what_to_do() -> None:
    check = Check("load", "9.00", "", State.WARNING, "let the machine come to rest", needed=False)
    assert not check.stops
    assert remedies([check]) == (
        "[yellow]load[/]: let the machine come to rest",
        "everything that a trial needs is in place",
    )


def test_few_file_descriptors_are_a_warning_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (256, 4096))
    found = next(check for check in examine_machine() if check.component == "open files")
    assert (found.state, found.remedy) == (State.WARNING, "run `ulimit -n 4096` before the lab")


def test_a_machine_without_free_ports_stops_trials(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(98, "Address already in use")

    monkeypatch.setattr(socket, "create_server", refuse)
    found = next(check for check in examine_machine() if check.component == "free ports")
    assert found.stops
    assert "127.0.0.1" in found.remedy


def test_root_is_told_that_the_browser_has_no_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    found = next(check for check in examine_machine() if check.component == "sandbox")
    assert (found.state, found.found, found.stops) == (State.WARNING, "off, as this is root", False)
    assert found.remedy.startswith("run the lab as a user without privileges")


def test_a_user_without_privileges_has_the_browsers_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    found = next(check for check in examine_machine() if check.component == "sandbox")
    assert (found.state, found.found, found.remedy) == (State.OK, "on", "")


@pytest.mark.lab
def test_on_this_machine_a_trial_can_run() -> None:
    assert main() == 0
