"""A declared machine as a plan holds it."""

from chaoslab.conformance.model import ModelState
from tests.conformance.made_model import light, model, way


def test_a_state_of_which_every_way_has_a_latest_time_must_be_left_by_the_last_of_them() -> None:
    state = ModelState(goes={"playing": way("a", at_most=2.0), "data_lacked": way("b", at_most=3.0)})
    assert state.deadline == 3.0


def test_a_way_that_may_come_at_any_time_lets_the_state_last() -> None:
    assert ModelState(goes={"playing": way("a"), "data_lacked": way("b", at_most=3.0)}).deadline is None
    assert ModelState().deadline is None


def test_what_is_declared_goes_before() -> None:
    assert ModelState(goes={"playing": way("a")}, within=5.0).deadline == 5.0


def test_a_machine_hears_what_it_names_and_nothing_else() -> None:
    assert light().hears == {"spinner_shown", "spinner_hidden"}
    state = ModelState(goes={"playing": way("a")}, ignores=("data_lacked",))
    machine = model({"a": state}, begins="a", anywhere={"end_told": "a"}, ignores=["tab_shown"])
    assert machine.hears == {"playing", "data_lacked", "end_told", "tab_shown"}
