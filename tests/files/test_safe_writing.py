"""What is written is there as a whole or not at all, and only where it was meant to be."""

import os
import threading
from pathlib import Path

import pytest

from chaoslab.errors import FileRefused
from chaoslab.files.safe_writing import append_inside, replace_inside


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_link_is_replaced_and_what_it_names_stays_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "run/report.html").symlink_to("../mine")
    replace_inside(tmp_path / "run", "report.html", b"new")
    assert not (tmp_path / "run/report.html").is_symlink()
    assert ((tmp_path / "run/report.html").read_text(), (tmp_path / "mine").read_text()) == ("new", "mine")


def test_no_link_is_followed_on_the_way(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "run/trials").symlink_to("../elsewhere")
    with pytest.raises(FileRefused, match="lies in a link"):
        replace_inside(tmp_path / "run", "trials/verdict.json", b"{}")
    assert names(tmp_path / "elsewhere") == []


def test_nothing_is_written_to_a_pipe_or_a_folder_of_the_files_name(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("pipe", "folder"):
        with pytest.raises(FileRefused, match=f"{name}: is a {name}, not a file, and is not written to"):
            replace_inside(tmp_path, name, b"x")
        with pytest.raises(FileRefused):
            append_inside(tmp_path, name)
    assert names(tmp_path) == ["folder", "pipe"]


def test_nothing_is_added_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "console.log").symlink_to("mine")
    with pytest.raises(FileRefused, match="is a link"):
        append_inside(tmp_path, "console.log")


def test_a_writer_that_fails_leaves_the_old_file_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_inside(tmp_path, "file", b"old")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError, match="No space left on device") as raised:
        replace_inside(tmp_path, "file", b"new")
    assert raised.value.filename == str(tmp_path / "file")
    assert names(tmp_path) == ["file"]
    assert (tmp_path / "file").read_bytes() == b"old"


def test_a_draft_has_a_name_that_nobody_can_foresee(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts: list[str] = []
    replace = os.replace

    def noted(draft: str, name: str, **where: int) -> None:
        drafts.append(draft)
        replace(draft, name, **where)

    monkeypatch.setattr("os.replace", noted)
    for _ in range(20):
        replace_inside(tmp_path, "file", b"x")
    assert len(set(drafts)) == 20
    assert all(len(draft) >= 24 and "/" not in draft for draft in drafts)


def test_two_writers_of_one_file_both_succeed_and_never_mix(tmp_path: Path) -> None:
    texts = [letter * 200_000 for letter in (b"a", b"b", b"c")]
    failed: list[Exception] = []

    def write(text: bytes) -> None:
        try:
            for _ in range(30):
                replace_inside(tmp_path, "file", text)
                assert (tmp_path / "file").read_bytes() in texts
        except (OSError, AssertionError) as error:
            failed.append(error)

    writers = [threading.Thread(target=write, args=(text,)) for text in texts]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failed == []
    assert names(tmp_path) == ["file"]


def test_a_file_may_be_read_by_whom_the_umask_lets(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        replace_inside(tmp_path, "file", b"x")
        with append_inside(tmp_path, "log") as log:
            log.write("x")
    finally:
        os.umask(before)
    assert {(tmp_path / name).stat().st_mode & 0o777 for name in ("file", "log")} == {0o640}
