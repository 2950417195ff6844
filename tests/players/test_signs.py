"""How a player file says what its states look like: one sign, several, or none."""

from pathlib import Path

import pytest

from chaoslab.players.spec import Sign
from chaoslab.rig.browser.page_setting import recorder_config
from chaoslab.rig.browser.player_page import view_of
from tests.players.test_read import read, refused

BARE = "title: T\nurl: http://h/\n"


def state(folder: Path, sign: str, name: str = "error") -> Sign:
    return read(folder, f"{BARE}states: {{{name}: {sign}}}\n").states[name]


def test_any_sign_of_a_list_will_do(tmp_path: Path) -> None:
    sign = state(tmp_path, '[.err, {text: "Oops"}]')
    assert sign == Sign(any_of=(Sign(selector=".err"), Sign(text="Oops")))
    assert sign.in_words() == "selector '.err' or text 'Oops'"


def test_an_element_may_be_told_by_selector_and_text(tmp_path: Path) -> None:
    sign = state(tmp_path, "{selector: .toast, text: offline}")
    assert sign.in_words() == "selector '.toast' with text 'offline'"


def test_several_may_have_to_be_visible_at_once(tmp_path: Path) -> None:
    sign = state(tmp_path, "{all: [.dialog, {text: offline}]}")
    assert sign == Sign(all_of=(Sign(selector=".dialog"), Sign(text="offline")))
    assert sign.in_words() == "selector '.dialog' and text 'offline'"


def test_a_player_may_have_no_such_sign(tmp_path: Path) -> None:
    spec = read(tmp_path, f"{BARE}states: {{waiting: none, error: .err}}\n")
    assert spec.states["waiting"].in_words() == "none"
    assert list(spec.shown_states) == ["error"]
    assert recorder_config(view_of(spec))["states"] == [{"state": "error", "selector": ".err"}]


def test_the_recorder_is_told_of_every_sign(tmp_path: Path) -> None:
    spec = read(tmp_path, f"{BARE}see_through: .ad\nstates: {{error: [.err, {{all: [.a, {{text: b}}]}}]}}\n")
    config = recorder_config(view_of(spec))
    both = {"allOf": [{"selector": ".a"}, {"text": "b"}]}
    assert config["states"] == [{"state": "error", "anyOf": [{"selector": ".err"}, both]}]
    assert config["seeThrough"] == ".ad"
    keys = [("states.error", ".err"), ("states.error", ".a"), ("see_through", ".ad")]
    assert list(view_of(spec).selectors) == keys


@pytest.mark.parametrize(
    ("sign", "why"),
    [
        ("{}", "states.error: needs one of selector, text, all"),
        ("{all: [.a], text: b}", "states.error.all: does not go with selector or text"),
        ("[none, .a]", "states.error.0: 'none' is no sign among others"),
        ("[]", "states.error"),
        ("{all: []}", "states.error"),
        ("{txt: b}", "states.error"),
    ],
)
def test_a_sign_that_says_nothing_or_too_much_is_refused(sign: str, why: str, tmp_path: Path) -> None:
    assert why in refused(tmp_path, f"{BARE}states: {{error: {sign}}}\n")


def test_playing_is_left_out_rather_than_declared_as_none(tmp_path: Path) -> None:
    assert "leave it out" in refused(tmp_path, f"{BARE}states: {{playing: none}}\n")
