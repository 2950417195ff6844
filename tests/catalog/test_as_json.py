"""Entries as programs read them."""

import json
from pathlib import Path

from chaoslab.catalog.as_json import entries_json
from chaoslab.catalog.player_entry import PlayerEntry
from chaoslab.catalog.probe_entry import probe_entry
from chaoslab.catalog.usage import usage
from chaoslab.setup.places import EXPERIMENTS


def test_every_field_is_told_and_paths_are_text() -> None:
    (told,) = json.loads(json.dumps(entries_json([probe_entry("spinner_delay", usage(EXPERIMENTS))])))
    assert (told["name"], told["unit"], told["shape"], told["source"]) == ("spinner_delay", "s", "number", "claim P6")
    assert told["experiments"] == ["experiments/player/a-long-wait-shows-the-spinner-after-2-s.yaml"]


def test_a_file_that_is_not_there_is_null() -> None:
    one, other = entries_json([PlayerEntry("a"), PlayerEntry("b", file=Path("b.yaml"))])
    assert (one["file"], other["file"]) == (None, "b.yaml")
