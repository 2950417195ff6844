"""Versions are read from what programs print, remembered while their file is the same, and compared by number."""

from pathlib import Path

import pytest

from chaoslab.setup import known, version_of
from tests.setup.conftest import MakeProgram


@pytest.mark.parametrize(
    ("printed", "version"),
    [
        ("Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)", "156.0.8078.79"),
        ("toxiproxy-server version 2.12.0", "2.12.0"),
        ("lal v0.37.4 (github.com/q191201771/lal)", "0.37.4"),
        ("go version go1.26.8 linux/amd64", "1.26.8"),
        ("v20.20.2", "20.20.2"),
        ("toxiproxy-server version git", ""),
    ],
)
def test_the_version_is_the_first_dotted_number(program: MakeProgram, printed: str, version: str) -> None:
    assert version_of.program(program("it", printed), ["--version"]) == version


@pytest.mark.parametrize(
    ("version", "minimum", "enough"),
    [
        ("2.12.0", "2.12.0", True),
        ("2.9.0", "2.12.0", False),
        ("10.0", "9.9.9", True),
        ("111.0.1", "112", False),
        ("112.0.5615.49", "112", True),
        ("", "2.12.0", True),
        ("1.0", "", True),
    ],
)
def test_versions_are_compared_number_by_number(version: str, minimum: str, enough: bool) -> None:
    assert version_of.is_at_least(version, minimum) is enough


def test_a_program_is_asked_again_only_when_its_file_changed(lab: Path, program: MakeProgram) -> None:
    asked = lab / "asked"
    path = program("it", f"1.2.3' && echo x >> {asked} && : '")
    for _ in range(3):
        assert version_of.program(path, ["-v"]) == "1.2.3"
    assert asked.read_text().count("x") == 1
    program("it", "1.2.4 and some more")
    assert version_of.program(path, ["-v"]) == "1.2.4"


@pytest.mark.usefixtures("lab")
def test_an_answer_is_about_one_question(program: MakeProgram) -> None:
    path = program("it", "x")
    known.remember(path, "codecs", "")
    assert known.recall(path, "codecs") == ""
    assert known.recall(path, "version") is None


def test_a_program_that_does_not_run_has_no_version(tmp_path: Path) -> None:
    (tmp_path / "it").touch()
    assert version_of.program(tmp_path / "it", ["--version"]) == ""


def test_a_bundles_version_is_its_content(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("one")
    before = version_of.bundle(tmp_path)
    assert len(before) == 12
    assert version_of.bundle(tmp_path) == before
    (tmp_path / "index.html").write_text("two")
    assert version_of.bundle(tmp_path) != before
