"""Whether a named file is there: no where none can be, and nobody is told so who may not look."""

import errno
from pathlib import Path

import pytest

from chaoslab.errors import UsageError
from chaoslab.files.named_file import is_file, is_yaml, lies_in, yaml_files, yaml_named


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


@pytest.mark.parametrize("name", ["one.yaml", "one.yml", "one.YAML", "one.YML"])
def test_yaml_is_told_by_its_ending_however_that_is_written(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert yaml_files(tmp_path) == [tmp_path / name]
    assert yaml_named(tmp_path, "one") == tmp_path / name
    assert yaml_named(tmp_path, "other") is None


@pytest.mark.parametrize(
    "name", [".#one.yaml", "#one.yaml#", ".one.yaml.swp", ".one.yaml", "._one.yaml", "one.yaml~", "one.json"]
)
def test_what_an_editor_leaves_beside_a_file_is_none(name: str) -> None:
    assert not is_yaml(Path(name))


def test_a_folder_that_is_not_there_holds_no_files(tmp_path: Path) -> None:
    assert yaml_files(tmp_path / "gone") == []


def test_what_only_bears_the_name_is_found_where_there_is_no_such_file(tmp_path: Path) -> None:
    (tmp_path / "gone.yaml").symlink_to("nowhere")
    (tmp_path / "one.yaml").mkdir()
    assert yaml_named(tmp_path, "gone") == tmp_path / "gone.yaml"
    assert yaml_named(tmp_path, "one") == tmp_path / "one.yaml"
    (tmp_path / "one.yml").touch()
    assert yaml_named(tmp_path, "one") == tmp_path / "one.yml"


def test_a_link_that_leads_out_is_neither_listed_nor_found_and_one_within_is(tmp_path: Path) -> None:
    folder = tmp_path / "players"
    folder.mkdir()
    (tmp_path / "far.yaml").touch()
    (folder / "near.yaml").touch()
    (folder / "out.yaml").symlink_to("../far.yaml")
    (folder / "within.yaml").symlink_to("near.yaml")
    assert [file.name for file in yaml_files(folder)] == ["near.yaml", "within.yaml"]
    assert yaml_named(folder, "within") == folder / "within.yaml"
    for name in ("out", "../far", str(tmp_path / "far")):
        with pytest.raises(UsageError, match="leads out of"):
            yaml_named(folder, name)


def test_links_in_a_circle_lead_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to("b.yaml")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    assert lies_in(tmp_path / "a.yaml", tmp_path)
