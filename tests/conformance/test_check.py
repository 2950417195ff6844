"""What was observed, held against a declared machine."""

import pytest

from chaoslab.conformance.check import Conformance, check
from chaoslab.conformance.model import ModelState, Transition
from chaoslab.events import EventName
from tests.conformance.made_model import light, model, way
from tests.made_timeline import Made, healthy


def checked(made: Made) -> Conformance:
    return check(light(), made.timeline())


def test_a_player_that_follows_holds_and_its_steps_are_counted() -> None:
    found = checked(healthy().state("spinner", 3.0, 4.5).state("spinner", 7.0, 8.5))
    assert found.held
    assert (found.steps, found.ended_in, found.violation) == (4, ("off",), None)


def test_one_that_does_nothing_holds_too() -> None:
    assert checked(healthy()).held


def test_a_step_that_comes_too_early_is_named_with_its_time() -> None:
    found = checked(healthy().state("spinner", 3.0, 4.5).state("spinner", 7.0, 7.4))
    assert found.held is False
    assert found.violation is not None
    assert (found.violation.at, found.violation.state, found.violation.observed) == (7.4, "on", "spinner_hidden")
    assert found.violation.sentence == (
        "at 7.40 s the page's spinner was put away, 0.40 s into state “on”, where this is to come after 1 to 2 s"
    )
    assert found.in_words == f"light: {found.violation.sentence}"


def test_only_the_first_wrong_step_counts() -> None:
    found = checked(healthy().state("spinner", 3.0, 3.2).state("spinner", 7.0, 7.4))
    assert found.violation is not None
    assert found.violation.at == 3.2


def test_a_state_that_is_not_left_in_time_is_told_at_its_latest() -> None:
    found = checked(healthy().state("spinner", 3.0, 9.0))
    assert found.violation is not None
    assert found.violation.observed is None
    assert found.violation.at == pytest.approx(5.0, abs=0.02)
    assert "which it entered at 3.00 s" in found.violation.sentence


def test_nor_may_it_last_over_the_end_of_observation() -> None:
    assert checked(healthy(15.0).state("spinner", 12.0)).held is False
    assert checked(healthy(15.0).state("spinner", 13.5)).held  # it might have been left in time


def test_what_nothing_leads_on_from_is_not_allowed() -> None:
    made = healthy().add(2.0, EventName.MEDIA_PLAYING, media=1, position=0)
    made.add(3.0, EventName.MEDIA_PLAYING, media=1, position=1)
    one = model({"off": ModelState(goes={"playing": way("on")}), "on": ModelState()})
    found = check(one, made.timeline())
    assert found.violation is not None
    assert found.violation.sentence == (
        "at 3.00 s the media element said that it plays in state “on”, which nothing leads on from"
    )


def test_what_is_ignored_changes_neither_the_state_nor_its_time() -> None:
    on = ModelState(goes={"spinner_hidden": way("off", 1.0, 2.0)}, ignores=("playing",))
    one = model({"off": ModelState(goes={"spinner_shown": way("on")}, ignores=("playing",)), "on": on})
    made = healthy().state("spinner", 3.0, 4.5).add(4.0, EventName.MEDIA_PLAYING, media=1, position=0)
    assert check(one, made.timeline()).held


def test_what_leads_on_from_anywhere_goes_before() -> None:
    one = light().model_copy(update={"anywhere": {"end_told": "off"}})
    made = healthy().socket(0.2).state("spinner", 3.0).told_of_the_end(4.5)
    assert check(one, made.timeline()).ended_in == ("off",)


def test_of_two_ways_that_both_fit_either_may_have_been_taken() -> None:
    """At 2 s into "on" both fit; only what follows tells which it was."""
    both = (Transition(to="a", at_most=2.0), Transition(to="b", at_least=2.0))
    states = {
        "off": ModelState(goes={"spinner_shown": way("on")}),
        "on": ModelState(goes={"playing": both}),
        "a": ModelState(),
        "b": ModelState(goes={"data_lacked": way("off")}),
    }
    made = healthy().state("spinner", 3.0).add(5.0, EventName.MEDIA_PLAYING, media=1, position=0)
    assert check(model(states), made.timeline()).ended_in == ("a", "b")
    made.add(6.0, EventName.MEDIA_WAITING, media=1, position=0)
    assert check(model(states), made.timeline()).ended_in == ("off",)


def test_a_time_that_is_wrong_by_less_than_it_is_known_to_fits() -> None:
    assert checked(healthy().state("spinner", 3.0, 3.99)).held
    assert checked(healthy().state("spinner", 3.0, 3.9)).held is False


def test_what_the_page_shows_may_answer_to_what_was_stamped_just_after_it() -> None:
    """A frame of the page is stamped when it begins, so its error may stand before the loss that it answers to."""
    states = {
        "off": ModelState(goes={"flv_asked": way("asked")}),
        "asked": ModelState(goes={"flv_lost": way("lost")}),
        "lost": ModelState(goes={"error_shown": way("failed")}),
        "failed": ModelState(),
    }
    made = Made(15.0).request(1.0, 5.003, "/live/live/k.flv", error="net::ERR_FAILED").state("error", 5.0)
    assert check(model(states), made.timeline()).ended_in == ("failed",)
    late = Made(15.0).request(1.0, 5.1, "/live/live/k.flv", error="net::ERR_FAILED").state("error", 5.0)
    assert check(model(states), late.timeline()).held is False
