"""Where a flag's FILE leads."""

import os
from pathlib import Path

import pytest

from chaoslab.cli.targets import check_writable, is_stdout, tables_beside, target, words_beside, write_asked
from chaoslab.errors import EnvironmentLacks, UsageError


def test_a_dash_is_standard_output() -> None:
    assert target(Path("-")) == Path("/dev/stdout")
    assert target(Path("all.json")) == Path("all.json")
    assert target(None) is None


def test_standard_output_has_several_names() -> None:
    assert all(is_stdout(Path(name)) for name in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"))
    assert not any(is_stdout(path) for path in (None, Path("/dev/stderr"), Path("x.json")))


def test_people_are_told_beside_what_a_program_reads() -> None:
    assert words_beside(Path("/dev/stdout"), None).stderr
    assert not words_beside(Path("x.json"), None).stderr
    assert tables_beside(Path("/dev/stdout")).quiet
    assert not tables_beside(Path("x.json")).quiet


@pytest.mark.parametrize("name", ["", "gone/x.json", "loop", "n" * 300, "/dev/fd/987"])
def test_what_cannot_be_written_to_is_named_with_its_flag_and_the_next_move(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(UsageError, match=r"^--json .*: cannot be written there; name a file in a folder that exists"):
        check_writable("--json", tmp_path / name)


def test_a_file_a_link_and_a_pipe_can_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "new")
    os.mkfifo(tmp_path / "pipe")
    for name in ("new", "link", "pipe"):
        check_writable("--json", tmp_path / name)
    check_writable("--json", None)


def test_what_cannot_be_written_after_all_is_said_with_the_flag_and_the_file() -> None:
    write_asked(None, {})
    with pytest.raises(EnvironmentLacks, match=r"--json /dev/full: cannot be written \(No space left on device\)"):
        write_asked(Path("/dev/full"), {})
