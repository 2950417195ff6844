"""YAML with its lines, and the one line that says what is wrong with what is no YAML of ours."""

import os
from pathlib import Path

import pytest

from chaoslab.errors import ExperimentInvalid, UsageError
from chaoslab.files.located_yaml import LocatedYaml, dotted, one_line


def read(folder: Path, text: str) -> LocatedYaml:
    path = folder / "f.yaml"
    path.write_text(text, encoding="utf-8")
    return LocatedYaml.read(path)


def refused(folder: Path, text: str) -> str:
    with pytest.raises(ExperimentInvalid) as caught:
        read(folder, text)
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix(str(folder / "f.yaml"))


LONG = "9" * 5000


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: 1\n? [a, b]\n: 2\n", ":2: a key is a list; write a plain word before the colon"),
        ("a: 1\nb: {{c: d}: 2}\n", ":2: a key is a mapping; write a plain word"),
        ("a: 1\n2: b\n", ":2: the key '2' is not text; put quotes around it"),
        ("a: 1\nno: b\n", ":2: the key 'no' is not text; put quotes around it"),
        ("a: 1\nb: 2020-13-45\n", ":2: is not YAML: '2020-13-45' is not a date; put quotes around text"),
        ("a: 1\nb: !!int x\n", ":2: is not YAML: 'x' is not a whole number of 18 digits at most"),
        ("b: !!int ''\n", ":1: is not YAML: '' is not a whole number"),
        ("b: !!float x\n", ":1: is not YAML: 'x' is not a number"),
        ("b: !!bool x\n", ":1: is not YAML: 'x' is not true or false"),
        ("b: !!timestamp x\n", ":1: is not YAML: 'x' is not a date"),
        (f"a: 1\nb: [{LONG}]\n", f":2: is not YAML: {LONG[:40]!r} is not a whole number of 18 digits"),
        (f"b: 0x{LONG}\n", f":1: is not YAML: '0x{LONG[:38]}' is not a whole number of 18 digits"),
        (f"b: {':'.join(['59'] * 1000)}.5\n", ":1: is not YAML: '59:59:59"),
        (f"a: 1\nb: {'[' * 2000}", ":2: nests lists and mappings more than 50 deep"),
        (f"a: 1\nb: {'[' * 60}{']' * 60}\n", ":2: nests lists and mappings more than 50 deep"),
        (f"{'- ' * 2000}a\n", ":1: nests lists and mappings more than 50 deep"),
        ('a: 1\nb: "\\UFFFFFFFF"\n', ":2: is not YAML: an escape or a directive holds a number that is too large"),
        (f"%YAML 1.{LONG}\n---\na: 1\n", ":1: is not YAML: an escape or a directive"),
        ('"a\\nb": 1\n"a\\nb": 2\n', ":2: a\\nb: is given twice"),
    ],
)
def test_what_is_no_yaml_of_ours_is_one_line_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    assert refused(tmp_path, text).startswith(says)


def test_a_file_that_opens_brackets_to_its_end_is_refused_at_once(tmp_path: Path) -> None:
    assert "nests lists and mappings more than 50 deep" in refused(tmp_path, "[ " * 120_000)


def test_what_is_written_side_by_side_is_not_deep(tmp_path: Path) -> None:
    text = "a:\n" + "- [{b: [1, 2]}]\n" * 1000 + f"c: {'[' * 45}{']' * 45}\n"
    assert len(read(tmp_path, text).value["a"]) == 1000


def test_plain_values_are_what_they_look_like(tmp_path: Path) -> None:
    found = read(tmp_path, "a: 2020-01-02\nb: 123456789012345678\n'1': [0x10, 1.5, true, ~]\n<<: {c: d}\n")
    assert found.value["b"] == 123456789012345678
    assert found.value["1"] == [16, 1.5, True, None]
    assert found.value["c"] == "d"
    assert [found.line(place) for place in (("a",), ("1", 2), ("gone",))] == [1, 3, 1]


def test_a_place_is_one_line_whatever_its_keys_are() -> None:
    assert dotted(("method", 0, "a\nb", "größe")) == "method.0.a\\nb.größe"


def test_a_value_is_shown_on_one_line() -> None:
    assert one_line({"at": 4, "fault": {"tab_hide": {}}}) == "{at: 4, fault: {tab_hide: {}}}"


def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    for name in ("folder.yaml", "pipe.yaml"):
        with pytest.raises(UsageError, match=rf"{name}: is a (folder|pipe), not a file"):
            LocatedYaml.read(tmp_path / name)
