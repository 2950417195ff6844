"""The published schema of player files."""

import json
from pathlib import Path
from typing import get_args

import jsonschema
import pytest
import yaml

from chaoslab import probes
from chaoslab.players.file import PathsChoice, StatesChoice, player_schema
from chaoslab.players.spec import PLAYING, STATES
from chaoslab.rig.browser.player_page import STATES as REFERENCE_STATES
from chaoslab.setup.places import ROOT

PLAYERS = ROOT / "experiments" / "players"


def test_the_file_beside_the_players_is_the_schema_of_today() -> None:
    assert json.loads((PLAYERS / "schema.json").read_text()) == player_schema()


@pytest.mark.parametrize("path", sorted(PLAYERS.glob("*.yaml")), ids=lambda path: path.stem)
def test_it_accepts_every_player(path: Path) -> None:
    jsonschema.validate(yaml.safe_load(path.read_text()), player_schema())


def test_it_refuses_an_unknown_key() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"title": "T", "urll": "http://h/"}, player_schema())


def test_a_file_may_declare_every_state_that_there_is() -> None:
    assert tuple(StatesChoice.model_fields) == STATES
    assert set(REFERENCE_STATES) == set(STATES) - {PLAYING}


def test_every_state_that_a_probe_reads_may_be_declared() -> None:
    assert {state for name in probes.names() for state in probes.probe(name).states} <= set(STATES)


def test_every_leg_that_a_page_can_reach_has_paths() -> None:
    assert set(PathsChoice.model_fields) == {"flv", "hls", "socket", "api"}
    assert all(get_args(field.annotation) for field in PathsChoice.model_fields.values())
