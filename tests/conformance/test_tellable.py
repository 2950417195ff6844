"""Whether what a model hears can be observed at all."""

from chaoslab.conformance.file import find_models
from chaoslab.conformance.model import ModelState
from chaoslab.conformance.tellable import conformance
from chaoslab.players.spec import PlayerSpec, Sign
from tests.conformance.made_model import light, model, way
from tests.made_timeline import healthy

(BREAKER,) = find_models(["signalling-breaker"], [])


def test_a_state_that_the_players_file_does_not_name_leaves_it_open() -> None:
    spec = PlayerSpec(title="Mine", file="mine.yaml")
    result = conformance(spec, light(), healthy().timeline())
    assert result.held is None
    assert result.in_words == "light: cannot be checked: mine.yaml declares no state 'spinner'"


def test_so_does_one_of_which_only_the_putting_away_is_heard() -> None:
    spec = PlayerSpec(title="Mine", file="mine.yaml", states={"error": Sign(selector=".e")})
    on = ModelState(goes={"spinner_hidden": way("off"), "error_hidden": way("off")})
    machine = model({"on": on, "off": ModelState()}, begins="on")
    result = conformance(spec, machine, healthy().timeline())
    assert (result.held, result.note) == (None, "mine.yaml declares no state 'spinner'")


def test_one_that_it_names_does_not() -> None:
    spec = PlayerSpec(title="Mine", states={"spinner": Sign(selector=".s")})
    assert conformance(spec, light(), healthy().timeline()).held


def test_the_reference_players_states_are_all_known() -> None:
    assert conformance(None, light(), healthy().timeline()).held


def test_several_connections_at_once_cannot_be_told_apart() -> None:
    made = healthy().socket(0.2).socket(0.3)
    result = conformance(None, BREAKER, made.timeline())
    assert result.held is None
    assert result.note == "several attempts at the streaming connection were open at once"
    assert conformance(None, light(), made.timeline()).held
