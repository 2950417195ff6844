"""Expectations against measurements."""

import pytest

from chaoslab.measurement import Measurement, Value
from chaoslab.plan import Expectation
from chaoslab.tolerance import declared, judge_one


def measured(value: Value, *, censored: bool = False) -> Measurement:
    return Measurement(name="p", value=value, unit="s", censored=censored)


@pytest.mark.parametrize(
    ("expectation", "value", "held"),
    [
        ({"equals": 3}, 3, True),
        ({"equals": 3}, 2, False),
        ({"equals": 1.0, "within": 0.1}, 1.1, True),
        ({"equals": 1.0, "within": 0.1}, 1.101, False),
        ({"equals": (1, 2, 4), "within": 0.1}, (1.05, 1.95, 4.0), True),
        ({"equals": (1, 2, 4), "within": 0.1}, (1.05, 1.95), False),
        ({"equals": (1, 2, 4), "within": 0.1}, (1.05, 1.95, 4.2), False),
        ({"equals": ()}, (), True),
        ({"equals": True}, True, True),
        ({"equals": True}, 1, False),
        ({"at_most": 9}, 9.0, True),
        ({"at_most": 9}, 9.01, False),
        ({"at_least": 27, "at_most": 31}, 30, True),
        ({"at_least": 27, "at_most": 31}, 32, False),
        ({"at_most": 9}, None, False),
    ],
)
def test_a_value_is_held_against_what_was_declared(expectation: dict[str, object], value: Value, held: bool) -> None:
    assert judge_one(Expectation.model_validate({"probe": "p", **expectation}), measured(value)).held is held


def test_a_time_that_had_not_ended_is_never_at_most_anything() -> None:
    assert not judge_one(Expectation(probe="p", at_most=100), measured(5.0, censored=True)).held


def test_a_time_that_had_not_ended_may_be_at_least_something() -> None:
    assert judge_one(Expectation(probe="p", at_least=4), measured(5.0, censored=True)).held


def test_declarations_are_said_in_words() -> None:
    assert declared(Expectation(probe="p", equals=(1, 2, 4), within=0.1), "s") == "[1, 2, 4] ± 0.1 s"
    assert declared(Expectation(probe="p", equals=True), "") == "yes"
    assert declared(Expectation(probe="p", at_least=1, at_most=2), "s") == "≥ 1 and ≤ 2 s"
