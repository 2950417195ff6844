"""The name of a component's page: of its files alone, and of no more than a component has."""

import os
from pathlib import Path

import pytest

from chaoslab.errors import UsageError
from chaoslab.players import bundle
from chaoslab.players.bundle import bundle_name


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "player.ts").write_text("export default 1")
    return tmp_path


def test_the_name_changes_with_a_file(folder: Path) -> None:
    before = bundle_name("mine", folder)
    (folder / "player.ts").write_text("export default 2")
    assert before.startswith("mine-")
    assert bundle_name("mine", folder) != before


def test_a_pipe_and_an_endless_device_are_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.ts")
    (folder / "endless.ts").symlink_to("/dev/zero")
    assert bundle_name("mine", folder).startswith("mine-")


def test_a_name_in_another_encoding_is_a_name(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.ts")).write_text("1")
    assert bundle_name("mine", folder).startswith("mine-")


def test_a_folder_of_everything_is_no_component(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "_MOST_FILES", 5)
    for number in range(9):
        (folder / f"{number}.ts").write_text("1")
    with pytest.raises(UsageError, match="holds more than 5 files or 512 MiB; give the folder of the player alone"):
        bundle_name("mine", folder)
