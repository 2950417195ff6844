"""Seeded draws: within what was declared, the same for the same key, different for another."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from chaoslab.experiment.draw import Draw, draw_key, drawn_in_words, drawn_values, extreme_values, share_of

LIMITS = st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)).filter(lambda pair: pair[0] < pair[1])
WHOLE = st.tuples(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6)).filter(lambda pair: pair[0] < pair[1])
KEYS = st.tuples(st.integers(0, 2**63), st.text(max_size=20), st.integers(1, 1000))


@given(LIMITS, WHOLE, KEYS)
def test_a_drawn_value_lies_within_its_limits_and_is_the_same_for_the_same_key(
    limits: tuple[float, float], whole: tuple[int, int], key: tuple[int, str, int]
) -> None:
    draws = {"a": Draw(uniform=list(limits)), "b": Draw(whole=list(whole)), "c": Draw(one_of=["x", 2, True])}
    values = drawn_values(draws, *key)
    assert limits[0] <= float(values["a"]) <= limits[1]
    assert isinstance(values["b"], int)
    assert whole[0] <= values["b"] <= whole[1]
    assert values["c"] in ("x", 2, True)
    assert drawn_values(draws, *key) == values


@given(KEYS)
def test_one_more_draw_changes_none_of_the_others(key: tuple[int, str, int]) -> None:
    one, two = {"a": Draw(whole=[0, 1000])}, {"z": Draw(whole=[0, 1000]), "a": Draw(whole=[0, 1000])}
    assert drawn_values(two, *key)["a"] == drawn_values(one, *key)["a"]


def test_the_numbers_are_those_of_every_machine() -> None:
    assert [round(share_of(seed, "e", 1, "a"), 6) for seed in (0, 1)] == [0.291145, 0.770727]
    assert drawn_values({"outage": Draw(uniform=[2, 6])}, 0, "e", 1) == {"outage": 3.001}


def test_all_whole_numbers_between_the_limits_come_up() -> None:
    draw = Draw(whole=[1, 3])
    assert {draw.value(share) for share in (0, 0.34, 0.67, 0.999999)} == {1, 2, 3}


def test_every_extreme_is_tried_once() -> None:
    draws = {"a": Draw(uniform=[2, 6]), "b": Draw(one_of=["x", "y"])}
    assert list(extreme_values(draws)) == [{"a": 2, "b": "x"}, {"a": 6, "b": "x"}, {"a": 2, "b": "y"}]
    assert list(extreme_values({})) == [{}]


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"uniform": None}, "uniform takes a list of values, got null"),
        ({"one_of": None}, "one_of takes a list of values, got null"),
        ({"uniform": None, "whole": [1, 2]}, "needs exactly one of"),
        ({}, "needs exactly one of"),
        ({"one_of": [1, float("inf")]}, "finite number"),
        ({"uniform": [1, float("nan")]}, "finite number"),
    ],
)
def test_what_is_no_draw_is_refused(how: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Draw(**how)


def test_what_was_drawn_is_told_with_the_trial_that_drew_it() -> None:
    assert draw_key(Path("far/e.yaml"), 7, 2) == (7, "e", 2)
    assert drawn_in_words({"a": 161, "leg": "flv"}) == ", where a is drawn as 161, leg is drawn as flv"
    assert drawn_in_words({"a": 161}, seed=7, turn=2).endswith("161 (seed 7, trial 2); change `draw`")
    assert drawn_in_words({}, seed=7) == ""
