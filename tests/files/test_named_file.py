"""Whether a named file is there: no where none can be, and nobody is told so who may not look."""

import errno
from pathlib import Path

import pytest

from chaoslab.files.named_file import is_file


def test_a_file_is_there_and_a_folder_or_nothing_is_none(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").touch()
    assert is_file(tmp_path / "one.yaml")
    assert not is_file(tmp_path)
    assert not is_file(tmp_path / "other.yaml")


def test_no_file_has_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    assert not is_file(tmp_path / ("m" * 300))


def test_where_nobody_may_look_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: Path) -> bool:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "is_file", refused)
    with pytest.raises(PermissionError):
        is_file(tmp_path / "one.yaml")
