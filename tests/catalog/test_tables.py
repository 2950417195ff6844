"""What `probes`, `conditions` and `players` print."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import TypeVar

from rich.console import Console

from chaoslab import conditions, probes
from chaoslab.catalog.condition_entry import condition_entries, condition_entry
from chaoslab.catalog.condition_table import show_condition, show_conditions
from chaoslab.catalog.player_entry import PlayerEntry, player_entries, player_entry
from chaoslab.catalog.player_table import show_player, show_players
from chaoslab.catalog.probe_entry import probe_entries, probe_entry
from chaoslab.catalog.probe_table import show_probe, show_probes
from chaoslab.catalog.usage import Usage, usage
from chaoslab.players.reference import DEFECTS
from chaoslab.setup.places import EXPERIMENTS

USED, UNUSED = usage(EXPERIMENTS), Usage({}, {})
T = TypeVar("T")


def printed(show: Callable[[T, Console], None], what: T) -> str:
    out = StringIO()
    show(what, Console(file=out, width=160))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def test_the_list_of_probes_names_every_one_with_unit_and_shape() -> None:
    text = printed(show_probes, probe_entries(UNUSED))
    assert [name for name in probes.names() if f" {name} " not in text] == []
    assert "│ recovered                      │ –             │ yes/no │ whether steady" in text
    assert f"{len(probes.names())} probes" in text


def test_one_probe_is_told_with_definition_source_limits_needs_example_and_experiments() -> None:
    text = printed(show_probe, probe_entry("spinner_delay", USED))
    assert text.startswith("spinner_delay: from the lack of data to the page's spinner\n\nThe media element's last")
    assert "\nSource       claim P6\n" in text
    assert "\nPage states  spinner: must be declared in the player's file\n" in text
    assert "\nExample\n  - spinner_delay: {" in text
    assert "\nUsed by\n  experiments/" in text
    assert "\nNeeds   a fault, playback before the first fault and a `watch`" in printed(
        show_probe, probe_entry("recovered", USED)
    )


def test_of_many_experiments_some_are_told_and_how_many_more() -> None:
    text = printed(show_probe, probe_entry("recovered", USED))
    more = len(probe_entry("recovered", USED).experiments) - 8
    assert f"\n  and {more} more, which `--json -` lists" in text


def test_a_probe_that_nobody_uses_is_told_without_experiments() -> None:
    assert "Used by" not in printed(show_probe, probe_entry("recovered", UNUSED))


def test_the_list_of_conditions_names_every_one() -> None:
    text = printed(show_conditions, condition_entries(UNUSED))
    assert [name for name in conditions.names() if f" {name} " not in text] == []
    assert f"{len(conditions.names())} conditions" in text


def test_one_condition_is_told_with_words_states_and_example() -> None:
    text = printed(show_condition, condition_entry("ended_shown", UNUSED))
    assert text.startswith("ended_shown: met as soon as the page says that the broadcast is over\n\nThe page says")
    assert "Page states  ended: must be declared" in text
    assert "  - {when: ended_shown, within: 10, lasting: 5, fault: {proxy_down: {leg: flv}}}" in text


def test_the_list_of_players_tells_what_each_breaks_and_in_a_line_what_is_wrong(tmp_path: Path) -> None:
    bad = PlayerEntry("bad", problem="players/bad.yaml:1: is not a mapping")
    text = printed(show_players, [*player_entries(tmp_path), bad])
    assert [words for words in DEFECTS.values() if words not in text] == []
    assert "\nbad cannot be opened: players/bad.yaml:1: is not a mapping\n" in text


def test_one_player_is_told_with_its_kind_its_states_and_those_that_nobody_sees(tmp_path: Path) -> None:
    text = printed(show_player, player_entry("videojs", tmp_path))
    assert "\nKind          a component that the lab builds\n" in text
    assert "\nStarts with   HLS\n" in text
    assert "spinner: selector " in text
    assert "\nNot declared  waiting, retrying, ended, chat_open" in text
    own = printed(show_player, player_entry("reference:no-jitter", tmp_path))
    assert "with one rule broken on purpose: it waits exactly as long as every other viewer" in own
    assert "\nPage states  all" in own
