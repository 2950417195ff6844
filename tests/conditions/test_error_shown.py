"""When the page shows its state `error`."""

from chaoslab.conditions import condition
from tests.made_timeline import ZERO, healthy


def test_it_is_met_when_the_state_is_shown() -> None:
    made = healthy().state("error", 6.0, 7.0).timeline()
    assert condition("error_shown").met_at(made, ZERO + 5) == ZERO + 6


def test_a_state_that_is_shown_already_meets_it_at_once() -> None:
    made = healthy().state("error", 3.0).timeline()
    assert condition("error_shown").met_at(made, ZERO + 5) == ZERO + 5


def test_a_state_that_was_over_before_or_another_one_does_not() -> None:
    made = healthy().state("error", 3.0, 4.0).state("chat_open", 6.0).timeline()
    assert condition("error_shown").met_at(made, ZERO + 5) is None
