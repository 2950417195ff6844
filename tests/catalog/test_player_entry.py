"""Players as they are told: the lab's own, those of files, and what is wrong with a file."""

from pathlib import Path

import pytest

from chaoslab.catalog.player_entry import PlayerEntry, player_entries, player_entry
from chaoslab.errors import ExperimentInvalid, UsageError
from chaoslab.players.reference import DEFECTS
from chaoslab.players.spec import STATES

MINE = """\
title: Mine
server: http://127.0.0.1:3000
mode: hls
states: {spinner: .spin, error: {text: Oops}}
headers: {Authorization: abcdef}
conforms: [retry-policy]
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "players").mkdir()
    (tmp_path / "players/mine.yaml").write_text(MINE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(here: Path) -> dict[str, PlayerEntry]:
    return {entry.name: entry for entry in player_entries(here)}


def test_the_reference_player_and_each_of_its_defects_is_told(here: Path) -> None:
    entries = found(here)
    assert entries["reference"].kind == "reference"
    assert {name for name in entries if ":" in name} == {f"reference:{defect}" for defect in DEFECTS}
    broken = entries["reference:no-backoff"]
    assert broken.breaks == DEFECTS["no-backoff"]
    assert broken.breaks in broken.title
    assert tuple(broken.states) == STATES


def test_a_file_beside_is_told_and_the_ones_of_the_lab(here: Path) -> None:
    entries = found(here)
    assert entries["mine"] == PlayerEntry(
        name="mine",
        title="Mine",
        kind="server",
        opened="http://127.0.0.1:3000",
        file=Path("players/mine.yaml"),
        mode="hls",
        states={"spinner": "selector '.spin'", "error": "text 'Oops'"},
        models=("retry-policy",),
        secrets=("header Authorization",),
    )
    assert entries["hlsjs"].kind == "folder"
    assert player_entry("mine", here) == player_entry("players/mine.yaml", here) == entries["mine"]


def test_the_nearest_of_two_files_of_a_name_counts(here: Path) -> None:
    (here / "players/hlsjs.yaml").write_text(MINE)
    assert found(here)["hlsjs"].title == "Mine"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[]", "1: is not a mapping"),
        ("title: T\n", "1: needs one of url, folder, server"),
        ("title: T\nurl: 'http://h/?s={flvv}'\n", "2: url: unknown placeholder {flvv}"),
        ("title: T\nurl: http://h/\ncookies: {session: {env: NOT_SET_HERE}}\n", "NOT_SET_HERE is not set"),
        ("title: T\nurl: http://h/\nconforms: [retry-polcy]\n", "'retry-polcy' is no known model"),
    ],
)
def test_what_is_wrong_with_a_file_is_one_line_and_hides_no_other(here: Path, text: str, problem: str) -> None:
    (here / "players/bad.yaml").write_text(text)
    entries = found(here)
    assert problem in entries["bad"].problem
    assert "\n" not in entries["bad"].problem
    assert entries["mine"].problem == ""


def test_a_file_that_says_no_player_is_refused_where_it_is_asked_for(here: Path) -> None:
    (here / "players/bad.yaml").write_text("[]")
    with pytest.raises(ExperimentInvalid, match=r"bad\.yaml:1: is not a mapping"):
        player_entry("bad", here)


def test_a_url_is_a_player(here: Path) -> None:
    one = player_entry("http://h/?s={flv}", here)
    assert (one.kind, one.opened, one.problem) == ("url", "http://h/?s={flv}", "")


def test_a_wrong_name_is_told_with_the_nearest(here: Path) -> None:
    with pytest.raises(UsageError, match=r"refrence: there is no such player; did you mean 'reference'\?"):
        player_entry("refrence", here)
    with pytest.raises(UsageError, match="`chaoslab players` lists them all"):
        player_entry("zzz", here)
