"""The files of a round: the same for the same seed, other draws for another round, and the page's address."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from benchmarks.truth.cases import all_cases
from benchmarks.truth.files import player_of, script_of, write_all
from benchmarks.truth.site import PAGES
from chaoslab.players import template
from chaoslab.setup.places import ROOT

CASES = all_cases()


@pytest.mark.parametrize("name", CASES)
def test_a_case_has_a_page_that_says_what_it_is_and_begins(name: str) -> None:
    page = (PAGES / f"{CASES[name].page}.html").read_text(encoding="utf-8")
    assert page.splitlines()[1].startswith("<!-- ")
    assert "begin();" in page


def test_every_page_is_of_some_case() -> None:
    assert {path.stem for path in PAGES.glob("*.html")} == {case.page for case in CASES.values()}


def test_the_documents_list_every_case_as_it_is() -> None:
    text = (ROOT / "docs/how-it-measures.md").read_text(encoding="utf-8")
    section = text.partition("## Whether it can be fooled")[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    assert rows == [f"| `{case.name}` | {case.title} |" for case in CASES.values()]


@pytest.mark.parametrize("name", CASES)
def test_a_page_is_told_the_same_for_the_same_seed_and_uses_all_of_it(name: str) -> None:
    case = CASES[name]
    page = (PAGES / f"{case.page}.html").read_text(encoding="utf-8")
    for number in range(3):
        told = script_of(case, number, seed=1)
        assert told == script_of(case, number, seed=1)
        assert {key for key in told if f"script.{key}" not in page} == set()


def test_rounds_and_seeds_draw_differently() -> None:
    case = CASES["first-picture-stands"]
    assert len({json.dumps(dict(script_of(case, number, seed))) for number in range(3) for seed in range(3)}) == 9


@pytest.mark.parametrize("name", CASES)
def test_a_player_file_names_an_address_that_a_page_can_be_opened_at(name: str) -> None:
    case = CASES[name]
    player = player_of(case, script_of(case, 0, seed=1), port=8123)
    assert template.problem(player["url"], server=case.own_server) == ""
    query = parse_qs(urlsplit(player["url"]).query)
    assert json.loads(query["script"][0]) == script_of(case, 0, seed=1)
    assert query["flv"] == ["{flv}"]


def test_the_files_of_all_rounds_are_written_as_a_user_would(tmp_path: Path) -> None:
    first, second = write_all(CASES["redirected"], 2, tmp_path, port=8123, seed=1)
    assert (first.name, second.name) == ("redirected-1.yaml", "redirected-2.yaml")
    experiment = yaml.safe_load(second.read_text(encoding="utf-8"))
    assert experiment["rig"] == {"mode": "flv", "player": "redirected-2"}
    player = yaml.safe_load((tmp_path / "players/redirected-2.yaml").read_text(encoding="utf-8"))
    assert player["server"] == "http://127.0.0.1:8123"
    assert player["url"].startswith("{page}/redirected.html?script=")
