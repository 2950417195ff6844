"""The name of what is built changes with what it is built from."""

import os
from pathlib import Path

import pytest

from chaoslab.errors import UsageError
from chaoslab.players import bundle
from chaoslab.players.bundle import ENTRIES, TOOLS, bundle_name, entry_of


def component(folder: Path) -> Path:
    (folder / "lib").mkdir(parents=True)
    (folder / "player.js").write_text("export function mount() {}")
    (folder / "lib" / "more.js").write_text("1")
    return folder


def test_the_same_content_has_the_same_name_wherever_it_lies(tmp_path: Path) -> None:
    one, other = component(tmp_path / "one"), component(tmp_path / "other")
    assert bundle_name("p", one) == bundle_name("p", other)


def test_another_content_has_another_name(tmp_path: Path) -> None:
    folder = component(tmp_path / "one")
    before = bundle_name("p", folder)
    (folder / "lib" / "more.js").write_text("2")
    changed = bundle_name("p", folder)
    (folder / "lib" / "more.js").rename(folder / "lib" / "moved.js")
    assert len({before, changed, bundle_name("p", folder)}) == 3


def test_other_packages_have_another_name_though_they_are_not_read(tmp_path: Path) -> None:
    folder = component(tmp_path / "one")
    before = bundle_name("p", folder)
    (folder / "node_modules" / "x").mkdir(parents=True)
    (folder / "node_modules" / "x" / "index.js").write_text("1")
    assert bundle_name("p", folder) == before
    (folder / "node_modules" / ".package-lock.json").write_text("{}")
    assert bundle_name("p", folder) != before


def test_a_player_comes_before_an_index(tmp_path: Path) -> None:
    assert entry_of(tmp_path) is None
    for name in ("index.js", "player.tsx"):
        (tmp_path / name).write_text("")
    assert entry_of(tmp_path) == tmp_path / "player.tsx"
    assert ENTRIES[0] == "player.tsx"


def test_the_labs_own_part_of_a_page_is_there() -> None:
    assert [tool for tool in TOOLS if not tool.is_file()] == []


def test_a_pipe_and_an_endless_device_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.ts")
    (tmp_path / "endless.ts").symlink_to("/dev/zero")
    assert bundle_name("mine", tmp_path).startswith("mine-")


def test_a_name_in_another_encoding_is_a_name(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.ts")).write_text("1")
    assert bundle_name("mine", tmp_path).startswith("mine-")


def test_a_folder_of_everything_is_no_component(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "_MOST_FILES", 5)
    for number in range(9):
        (tmp_path / f"{number}.ts").write_text("1")
    with pytest.raises(UsageError, match="holds more than 5 files or 512 MiB; give the folder of the player alone"):
        bundle_name("mine", tmp_path)
