"""What the generator writes is what lies there."""

import json
import re
from pathlib import Path

import pytest

from chaoslab.catalog.markdown import SCHEMAS, TABLES, main, marks, with_table, written
from chaoslab.errors import UsageError
from chaoslab.setup.places import ROOT

BEGIN, END = marks("settings")
MADE = re.compile(r"<!-- ([\w ]+): written by chaoslab\.catalog\.markdown -->")


def test_the_table_takes_the_place_of_the_one_before() -> None:
    page = f"# Page\n\n{BEGIN}\n\nold\n\n{END}\n\nmore\n"
    assert with_table(page, "settings", "new") == f"# Page\n\n{BEGIN}\n\nnew\n\n{END}\n\nmore\n"


@pytest.mark.parametrize("page", ["", BEGIN, END])
def test_a_page_without_its_marks_is_told_what_to_put_there(page: str) -> None:
    with pytest.raises(UsageError, match="put <!-- settings"):
        with_table(page, "settings", "new")


@pytest.mark.parametrize("name", [*TABLES, *SCHEMAS])
def test_every_page_and_schema_is_as_the_generator_writes_it(name: str) -> None:
    there = (ROOT / name).read_text(encoding="utf-8")
    assert there == written(name, there), "run `python -m chaoslab.catalog.markdown`"


def test_every_table_with_marks_is_written() -> None:
    found = {
        (page.relative_to(ROOT).as_posix(), name)
        for page in ROOT.glob("docs/*.md")
        for name in MADE.findall(page.read_text(encoding="utf-8"))
    }
    assert found == {(page, name) for page, tables in TABLES.items() for name in tables}


def test_what_is_as_it_should_be_is_not_written_again(capsys: pytest.CaptureFixture[str]) -> None:
    main(["docs/faults.md", "experiments/schema.json"])
    assert capsys.readouterr().out == ""


def test_what_has_changed_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("chaoslab.catalog.markdown.ROOT", tmp_path)
    target = tmp_path / "experiments/schema.json"
    target.parent.mkdir()
    target.write_text("{}")
    main(["experiments/schema.json"])
    assert capsys.readouterr().out == "experiments/schema.json: written\n"
    assert json.loads(target.read_text())["title"] == "Experiment"


def test_a_page_in_which_nothing_is_made_is_refused() -> None:
    with pytest.raises(SystemExit, match=r"README\.md: nothing in it is generated; name one of docs/faults\.md, "):
        main(["README.md"])
