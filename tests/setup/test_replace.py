"""A folder that is replaced is there at every moment, the old one or the new one."""

import threading
from pathlib import Path

import pytest

from chaoslab.setup import replace
from chaoslab.setup.replace import draft_of, put_in_place


def made(home: Path, content: str) -> Path:
    draft = draft_of(home)
    draft.mkdir()
    (draft / "index.html").write_text(content)
    return draft


@pytest.mark.parametrize("exchange", [True, False])
def test_the_new_one_takes_the_place_and_nothing_is_left(
    tmp_path: Path, exchange: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not exchange:
        monkeypatch.setattr(replace, "_exchanged", lambda *_: False)
    home = tmp_path / "dist"
    for content in ("one", "two"):
        put_in_place(made(home, content), home)
        assert (home / "index.html").read_text() == content
        assert [path.name for path in tmp_path.iterdir()] == ["dist"]


def test_a_link_is_replaced_and_what_it_led_to_stays(tmp_path: Path) -> None:
    elsewhere = made(tmp_path / "elsewhere", "theirs")
    home = tmp_path / "dist"
    home.symlink_to(elsewhere)
    put_in_place(made(home, "ours"), home)
    assert not home.is_symlink()
    assert (elsewhere / "index.html").read_text() == "theirs"
    assert {path.name for path in tmp_path.iterdir()} == {"dist", "elsewhere.draft"}


def test_what_a_cut_set_up_left_is_in_nobodys_way(tmp_path: Path) -> None:
    home = tmp_path / "dist"
    (made(home, "half") / "more").mkdir()
    (tmp_path / "dist.old").mkdir()
    put_in_place(made(home, "whole"), home)
    assert [path.name for path in tmp_path.rglob("*")] == ["dist", "index.html"]


def test_nobody_who_looks_finds_nothing(tmp_path: Path) -> None:
    home = tmp_path / "dist"
    put_in_place(made(home, "0"), home)
    if not replace._exchanged(made(home, "0"), home):
        pytest.skip("this file system exchanges no folders")
    missing, over = [], threading.Event()

    def look() -> None:
        while not over.is_set():
            if not (home / "index.html").exists():
                missing.append(home)

    looking = threading.Thread(target=look)
    looking.start()
    for number in range(300):
        put_in_place(made(home, str(number)), home)
    over.set()
    looking.join()
    assert missing == []
