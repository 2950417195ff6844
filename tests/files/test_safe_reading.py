"""Nothing but a regular file of a sensible size is read, and nothing is waited for."""

import os
import socket
from pathlib import Path

import pytest

from chaoslab.errors import FileRefused, FileTooLarge
from chaoslab.files.safe_reading import KIB, read_inside, read_named, text_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in/deep").mkdir(parents=True)
    (tmp_path / "in/deep/file").write_bytes(b"content")
    (tmp_path / "outside").write_bytes(b"secret")
    os.mkfifo(tmp_path / "in/pipe")
    (tmp_path / "in/link").symlink_to("../outside")
    (tmp_path / "in/endless").symlink_to("/dev/zero")
    (tmp_path / "in/away").symlink_to(tmp_path / "in/deep")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(tmp_path / "in")  # a socket's whole path must be short
        listening.bind("socket")
        os.chdir(here)
    return tmp_path / "in"


def test_a_file_is_read_by_name_and_inside_a_folder(folder: Path) -> None:
    assert read_named(folder / "deep/file", KIB) == read_inside(folder, "deep/file", KIB) == b"content"


@pytest.mark.parametrize(
    ("place", "said"),
    [("pipe", "a pipe"), ("socket", "a socket"), ("deep", "a folder"), ("link", "a link"), ("endless", "a link")],
)
def test_what_is_no_file_is_refused_inside_a_folder_and_named(folder: Path, place: str, said: str) -> None:
    with pytest.raises(FileRefused, match=rf"in/{place}: is {said}, not a file"):
        read_inside(folder, place, KIB)


def test_no_link_is_followed_on_the_way_either(folder: Path) -> None:
    with pytest.raises(FileRefused, match="away/file: lies in a link, not in a folder"):
        read_inside(folder, "away/file", KIB)


def test_a_user_may_name_a_link_but_only_to_a_file(folder: Path) -> None:
    assert read_named(folder / "link", KIB) == b"secret"
    for place, said in (("pipe", "a pipe"), ("endless", "a device"), ("deep", "a folder"), ("socket", "a socket")):
        with pytest.raises(FileRefused, match=f"is {said}, not a file"):
            read_named(folder / place, KIB)


def test_what_is_too_large_is_refused_before_it_is_read(folder: Path) -> None:
    with (folder / "large").open("wb") as large:
        large.truncate(2**40)
    with pytest.raises(FileTooLarge, match="is larger than 3 KiB"):
        read_named(folder / "large", 3 * KIB)
    with pytest.raises(FileTooLarge, match="is larger than 3 KiB"):
        read_inside(folder, "large", 3 * KIB)


def test_what_does_not_tell_its_size_is_cut_off() -> None:
    with pytest.raises(FileTooLarge):
        read_named(Path("/proc/self/status"), 10)


def test_what_is_not_there_is_missing_whatever_stands_in_its_way(folder: Path) -> None:
    for place in ("gone", "gone/file"):
        with pytest.raises(FileNotFoundError):
            read_inside(folder, place, KIB)
    with pytest.raises(FileNotFoundError):
        read_named(folder / "deep/file/more", KIB)


def test_a_name_that_no_file_can_have_is_refused(folder: Path) -> None:
    for name in ("a\0b", "n" * 300):
        with pytest.raises(FileRefused, match="cannot be read"):
            read_named(folder / name, KIB)


def test_lines_end_alike_in_text() -> None:
    assert text_of(b"\xef\xbb\xbfa\r\nb\rc\n", "utf-8-sig") == "a\nb\nc\n"
