"""`docs/your-player.md` against the code: its lists are whole, and its examples are read as players."""

import re
from pathlib import Path

from chaoslab.judge.verdict import Outcome
from chaoslab.legs.page_routes import OWN_ORIGIN_PATTERNS
from chaoslab.players.address import CONFIG
from chaoslab.players.bundle import ENDINGS, ENTRIES
from chaoslab.players.file import StatesChoice, player_model
from chaoslab.players.find import find_player
from chaoslab.players.read import read_player
from chaoslab.players.template import PLACEHOLDERS
from tests.passages import passage
from tests.test_docs import fenced, first_words, read, rows

PAGE = "docs/your-player.md"


def test_every_placeholder_is_listed_with_its_meaning() -> None:
    listed = {
        row[0].strip("`{}"): row[1].replace("`", "") for row in rows(PAGE, "A page that takes URLs as parameters")
    }
    assert listed == {name: meaning.replace("`", "") for name, meaning in PLACEHOLDERS.items()}


def test_every_key_of_a_player_file_is_listed() -> None:
    known = [field.alias or name for name, field in player_model().model_fields.items()]
    assert sorted(first_words(PAGE, "What a player file says")) == sorted(known)


def test_every_state_is_named() -> None:
    told = passage(PAGE, "What a player file says", "`playing`")
    assert set(re.findall(r"`(\w+)`", told)) - {Outcome.INVALID.value} == set(StatesChoice.model_fields)


def test_the_paths_of_the_legs_are_those_of_the_router() -> None:
    told = passage(PAGE, "A page that takes everything from its own origin", "router")
    assert set(re.findall(r"`(/[^`]+)`", told)) == {path for paths in OWN_ORIGIN_PATTERNS.values() for path in paths}


def test_what_a_component_is_handed_and_how_its_file_may_end_is_told() -> None:
    told = passage(PAGE, "A component", "`mount(element, config)`")
    assert re.findall(r"`\{(.*?)\}`", told) == [", ".join(CONFIG)]
    files = {Path(entry).stem for entry in ENTRIES}
    assert [word for word in re.findall(r"`(\w+)`", told) if word not in {*files, "node_modules"}] == list(ENDINGS)
    assert files <= set(re.findall(r"`(\w+)`", told))


def test_its_examples_are_players(tmp_path: Path) -> None:
    own_origin, component = fenced(PAGE, "yaml")
    (tmp_path / "shop.yaml").write_text(own_origin)
    assert read_player(tmp_path / "shop.yaml").spec is not None
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/player.js").write_text(fenced(PAGE, "js")[0])
    (tmp_path / "mine.yaml").write_text(component)
    assert read_player(tmp_path / "mine.yaml").spec is not None
    (template,) = re.findall(r"--player '([^']+)'", read(PAGE))
    found = find_player(template, [])
    assert found.spec is not None
