"""What was observed, held against a declared machine."""

from collections.abc import Sequence
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chaoslab.conformance.check import Conformance, check
from chaoslab.conformance.model import Model, ModelState, Transition
from chaoslab.conformance.observations import Observation
from chaoslab.timeline.events import EventName
from tests.conformance.made_model import light, model, way
from tests.made_timeline import ZERO, Made, healthy

HEARD = ("spinner_shown", "spinner_hidden", "error_shown", "flv_lost")
OBSERVED = st.builds(
    Observation,
    at=st.integers(0, 8).map(lambda tenths: ZERO + 1.0 + tenths / 10),
    name=st.sampled_from(HEARD),
    late=st.one_of(st.just(0.0), st.floats(0.0, 0.5)),
)
WAY = st.builds(Transition, to=st.sampled_from("ab"), at_least=st.none() | st.floats(0.0, 0.5))
STATE = st.builds(ModelState, goes=st.dictionaries(st.sampled_from(HEARD), st.tuples(WAY, WAY), max_size=2))


def checked(made: Made) -> Conformance:
    return check(light(), made.timeline())


def test_a_player_that_follows_holds_and_its_steps_are_counted() -> None:
    result = checked(healthy().state("spinner", 3.0, 4.5).state("spinner", 7.0, 8.5))
    assert result.held
    assert (result.steps, result.ended_in, result.violation) == (4, ("off",), None)


def test_one_that_does_nothing_holds_too() -> None:
    assert checked(healthy()).held


def test_a_step_that_comes_too_early_is_named_with_its_time() -> None:
    result = checked(healthy().state("spinner", 3.0, 4.5).state("spinner", 7.0, 7.4))
    assert result.held is False
    assert result.violation is not None
    assert (result.violation.at, result.violation.state, result.violation.observed) == (7.4, "on", "spinner_hidden")
    assert result.violation.sentence == (
        "at 7.40 s the page's spinner was hidden, 0.40 s into state “on”, where it must come after 1 to 2 s"
    )
    assert result.in_words == f"light: {result.violation.sentence}"


def test_only_the_first_wrong_step_counts() -> None:
    result = checked(healthy().state("spinner", 3.0, 3.2).state("spinner", 7.0, 7.4))
    assert result.violation is not None
    assert result.violation.at == 3.2


def test_a_state_that_is_not_left_in_time_is_told_at_its_latest() -> None:
    result = checked(healthy().state("spinner", 3.0, 9.0))
    assert result.violation is not None
    assert result.violation.observed is None
    assert result.violation.at == pytest.approx(5.0, abs=0.02)
    assert "which it entered at 3.00 s" in result.violation.sentence


def test_nor_may_it_last_over_the_end_of_observation() -> None:
    assert checked(healthy(15.0).state("spinner", 12.0)).held is False
    assert checked(healthy(15.0).state("spinner", 13.5)).held  # it might have been left in time


def test_what_nothing_leads_on_from_is_not_allowed() -> None:
    made = healthy().add(2.0, EventName.MEDIA_PLAYING, media=1, position=0)
    made.add(3.0, EventName.MEDIA_PLAYING, media=1, position=1)
    machine = model({"off": ModelState(goes={"playing": way("on")}), "on": ModelState()})
    result = check(machine, made.timeline())
    assert result.violation is not None
    assert result.violation.sentence == (
        "at 3.00 s the media element said that it plays in state “on”, which nothing leads out of"
    )


def test_what_is_ignored_changes_neither_the_state_nor_its_time() -> None:
    on = ModelState(goes={"spinner_hidden": way("off", 1.0, 2.0)}, ignores=("playing",))
    machine = model({"off": ModelState(goes={"spinner_shown": way("on")}, ignores=("playing",)), "on": on})
    made = healthy().state("spinner", 3.0, 4.5).add(4.0, EventName.MEDIA_PLAYING, media=1, position=0)
    assert check(machine, made.timeline()).held


def test_what_leads_on_from_anywhere_goes_before() -> None:
    machine = light().model_copy(update={"anywhere": {"end_told": "off"}})
    made = healthy().socket(0.2).state("spinner", 3.0).told_of_the_end(4.5)
    assert check(machine, made.timeline()).ended_in == ("off",)


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


def of(model: Model, *heard: Observation) -> Conformance:
    """What is said of observations that are given as they are."""
    with patch(
        "chaoslab.conformance.check.observations",
        return_value=tuple(sorted(heard, key=lambda observation: observation.at)),
    ):
        return check(model, Made(15.0).timeline())


@pytest.mark.timeout(20)
@pytest.mark.parametrize("late", [0.0, 0.01])
def test_two_of_one_instant_that_are_both_refused_end_at_the_first(late: float) -> None:
    off = ModelState(goes={"error_shown": way("off", 9.0), "spinner_shown": way("off", 9.0)})
    heard = [Observation(ZERO + 2.0, name, late=late) for name in ("error_shown", "spinner_shown")]
    result = of(model({"off": off}), *heard)
    assert result.violation is not None
    assert (result.violation.at, result.violation.observed) == (2.0, "error_shown")


@pytest.mark.timeout(20)
@pytest.mark.parametrize("first", ["retrying_hidden", "error_shown"])
def test_what_the_page_changes_in_one_frame_may_answer_to_what_was_stamped_just_after_it(first: str) -> None:
    states = {
        "retries": ModelState(goes={"flv_lost": way("lost")}),
        "lost": ModelState(goes={"retrying_hidden": way("bare")}),
        "bare": ModelState(goes={"error_shown": way("failed")}),
        "failed": ModelState(),
    }
    shown = sorted(("retrying_hidden", "error_shown"), key=lambda name: name != first)
    frame = [Observation(ZERO + 5.0, name, late=0.0167) for name in shown]
    result = of(model(states, begins="retries"), *frame, Observation(ZERO + 5.003, "flv_lost"))
    assert result.ended_in == ("failed",), result.in_words


def test_what_waits_for_more_than_it_may_be_late_is_wrong() -> None:
    states = {
        "off": ModelState(goes={"flv_lost": way("off"), "flv_asked": way("on")}),
        "on": ModelState(goes={"error_shown": way("off")}),
    }
    heard = [Observation(ZERO + 5.0, "error_shown", late=0.01), Observation(ZERO + 5.009, "flv_lost")]
    assert of(model(states), *heard, Observation(ZERO + 5.0095, "flv_asked")).held
    result = of(model(states), *heard, Observation(ZERO + 5.011, "flv_asked"))
    assert result.violation is not None
    assert result.violation.observed == "error_shown"


class Looked(dict[str, ModelState]):
    """States that are looked at no oftener than any number of ways through a few observations asks for."""

    left = 100_000

    def __getitem__(self, key: str) -> Any:
        self.left -= 1
        assert self.left, "the check goes on without end"
        return super().__getitem__(key)


@given(st.fixed_dictionaries({"a": STATE, "b": STATE}), st.lists(OBSERVED, max_size=12))
def test_the_check_ends_whatever_was_observed(states: dict[str, ModelState], heard: Sequence[Observation]) -> None:
    machine = model(states, begins="a", ignores=("flv_asked",))
    result = of(machine.model_copy(update={"states": Looked(states)}), *heard)
    assert result.held is (result.violation is None)
    assert result.steps <= len(heard)
