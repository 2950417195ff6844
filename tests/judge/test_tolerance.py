"""Expectations against measurements."""

import pytest

from chaoslab.judge.tolerance import declared, judge_one, limits, why_broken
from chaoslab.plan.model import Expectation
from chaoslab.probes import Measurement, Value


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
        ({"equals": (0.5, 4), "within_percent": 42}, (0.29, 5.68), True),
        ({"equals": (0.5, 4), "within_percent": 42}, (0.28, 4.0), False),
        ({"equals": (0.5, 4), "within_percent": 42}, (0.5, 5.7), False),
        ({"equals": 60, "within_percent": 1}, 60.6, True),
        ({"equals": 60, "within_percent": 1}, 59.3, False),
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


@pytest.mark.parametrize(
    ("expectation", "held", "undecided"),
    [
        ({"at_most": 4}, False, False),
        ({"at_most": 5}, False, True),
        ({"at_most": 100}, False, True),
        ({"at_least": 4}, True, False),
        ({"at_least": 5}, True, False),
        ({"at_least": 6}, False, True),
        ({"equals": 4.0}, False, False),
        ({"equals": 4.0, "within": 0.5}, False, False),
        ({"equals": 4.0, "within": 1.0}, False, True),
        ({"equals": 6.0}, False, True),
        ({"equals": 4.0, "within_percent": 20}, False, False),
        ({"equals": 4.0, "within_percent": 30}, False, True),
        ({"equals": (5.0,)}, False, False),
        ({"at_least": 4, "at_most": 9}, False, True),
        ({"at_least": 6, "at_most": 9}, False, True),
        ({"at_least": 2, "at_most": 4}, False, False),
    ],
)
def test_a_time_that_had_not_ended_after_5_s(expectation: dict[str, object], held: bool, undecided: bool) -> None:
    judged = judge_one(Expectation.model_validate({"probe": "p", **expectation}), measured(5.0, censored=True))
    assert (judged.held, judged.undecided, judged.censored) == (held, undecided, True)


def test_what_was_not_measured_is_not_kept() -> None:
    judged = judge_one(Expectation(probe="p", at_most=9), measured(None))
    assert (judged.held, judged.undecided, judged.censored) == (False, False, False)


def test_what_cannot_be_told_yet_is_neither_kept_nor_broken() -> None:
    judged = judge_one(Expectation(probe="p", at_most=9), measured(None, censored=True))
    assert (judged.held, judged.undecided, judged.censored) == (False, True, False)


def test_a_broken_lower_limit_is_said_to_be_one() -> None:
    judged = judge_one(Expectation(probe="p", at_most=4), measured(5.0, censored=True))
    assert why_broken(judged) == "p: expected ≤ 4 s, observed at least 5.00 s"


def test_an_observation_that_ended_too_early_says_so() -> None:
    judged = judge_one(Expectation(probe="p", at_most=9), measured(5.0, censored=True))
    assert why_broken(judged) == ("p: expected ≤ 9 s, observed at least 5.00 s: observation ended too early to tell")


def broken(expectation: dict[str, object], value: Value, *, censored: bool = False) -> str:
    """Why it did not hold, without what was expected."""
    judged = judge_one(Expectation.model_validate({"probe": "p", **expectation}), measured(value, censored=censored))
    assert not judged.held
    return why_broken(judged).partition(", observed ")[2]


@pytest.mark.parametrize(
    ("expectation", "value", "text"),
    [
        ({"at_most": 9}, 9.0004, "9.0004 s"),
        ({"at_most": 9}, 9.00004, "9.00004 s"),
        ({"at_most": 9}, 9.0123, "9.012 s"),
        ({"at_least": 27}, 26.9969, "26.9969 s"),
        ({"at_least": 27, "at_most": 31}, 26.9969, "26.9969 s"),
        ({"equals": 3}, 3.0001, "3.0001 s"),
        ({"equals": 3, "within": 0.5}, 3.50003, "3.50003 s"),
        ({"equals": 60, "within_percent": 10}, 66.0001, "66.0001 s"),
        ({"equals": (1, 2, 4), "within": 0.1}, (1.05, 2.10004, 4.0), "[1.05, 2.10004, 4] s"),
        ({"equals": (1, 9.9996), "within": 0.0005}, (2.0, 10.0001), "[2, 10.0001] s"),
        ({"at_most": 10_000_000}, 20_943_712, "20,943,712 s"),
        ({"at_most": 10_000_000}, 10_000_000.4, "10,000,000.4 s"),
    ],
)
def test_a_value_never_seems_to_hold_that_does_not(expectation: dict[str, object], value: Value, text: str) -> None:
    assert broken(expectation, value) == text


@pytest.mark.parametrize(
    ("limit", "value", "text"),
    [
        (9, 9.0004, "at least 9.0004 s"),
        (9, 8.9996, "at least 8.9996 s: observation ended too early to tell"),
        (9.001, 9.0004, "at least 9.00 s: observation ended too early to tell"),
    ],
)
def test_nor_does_a_time_that_had_not_ended(limit: float, value: float, text: str) -> None:
    assert broken({"at_most": limit}, value, censored=True) == text


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("yes", ()),
        ("3", (3, 3)),
        ("[1, 2] ± 0.5 s", (0.5, 1.5, 1.5, 2.5)),
        ("[0.5, 4] s ± 50 %", (0.25, 0.75, 2, 6)),
        ("≥ -1.5 and ≤ 20,000,000 bit", (-1.5, -1.5, 20e6, 20e6)),
        ("10 ± 2 and ≥ 9 s", (8, 12, 9)),
        ("a media element ± nothing", ()),
    ],
)
def test_the_limits_are_read_from_the_words(words: str, ends: tuple[float, ...]) -> None:
    assert limits(words) == pytest.approx(ends)


def test_declarations_show_all_digits_and_no_exponent() -> None:
    assert declared(Expectation(probe="p", at_most=20_943_712), "bit") == "≤ 20,943,712 bit"
    assert declared(Expectation(probe="p", equals=12345.678, within=0.00001), "s") == "12,345.678 ± 0.00001 s"
    assert declared(Expectation(probe="p", equals=0.1 + 0.2), "s") == "0.3 s"


def test_declarations_are_said_in_words() -> None:
    assert declared(Expectation(probe="p", equals=(1, 2, 4), within=0.1), "s") == "[1, 2, 4] ± 0.1 s"
    assert declared(Expectation(probe="p", equals=(1, 2), within_percent=42), "s") == "[1, 2] s ± 42 %"
    assert declared(Expectation(probe="p", equals=True), "") == "yes"
    assert declared(Expectation(probe="p", at_least=1, at_most=2), "s") == "≥ 1 and ≤ 2 s"
