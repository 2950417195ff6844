"""What an event's data must be, field by field, before anything is asked about them."""

from typing import Any

import pytest

from chaoslab.timeline.event_data import FIELDS, data_problem
from chaoslab.timeline.events import EventName
from chaoslab.timeline.field_types import time_problem

ODD: tuple[Any, ...] = ([], {}, [1], {"a": 1}, 10**30, -(10**30), float("nan"), float("inf"), 1e300)
FREE = {"data"}  # a player's own note, which nothing reads
OF_ANY_CONTENT = {"settings"}


def test_every_event_has_its_fields() -> None:
    assert set(FIELDS) == set(EventName)


def names_of_fields() -> list[tuple[EventName, str]]:
    return [(name, key.removesuffix("?")) for name, fields in FIELDS.items() for key in fields]


@pytest.mark.parametrize(("name", "key"), names_of_fields())
def test_no_field_takes_what_could_end_whoever_reads_it(name: EventName, key: str) -> None:
    taken = [odd for odd in ODD if not data_problem(name, {**whole(name), key: odd})]
    if key in FREE:
        assert taken == list(ODD)
    elif key in OF_ANY_CONTENT:
        assert taken == [{}, {"a": 1}]
    elif key in ("segments", "running", "stopped"):
        assert taken == [[]]
    else:
        assert taken == []


def whole(name: EventName) -> dict[str, Any]:
    """Data that are as they should be."""
    made: dict[str, Any] = {}
    for key in FIELDS[name]:
        if not key.endswith("?"):
            values: tuple[Any, ...] = (1, "http://x", True, {}, [])
            made[key] = next(v for v in values if not data_problem(name, {**made, key: v}).startswith(f"{key} "))
    assert data_problem(name, made) == ""
    return made


@pytest.mark.parametrize("name", EventName)
@pytest.mark.parametrize("data", [None, [], "text", 7])
def test_data_are_a_mapping(name: EventName, data: object) -> None:
    assert data_problem(name, data).startswith("its data are ")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"media": []}, "media is a list"),
        ({"painted": "7"}, "painted is text"),
        ({"painted": True}, "painted is true or false"),
        ({"painted": -1}, "painted is -1"),
        ({"width": float("nan")}, "width is no finite number"),
        ({"presented": 10**400}, "presented is a number with too many digits"),
    ],
)
def test_what_is_wrong_is_said(data: dict[str, Any], said: str) -> None:
    assert data_problem(EventName.FRAME_PRESENTED, data) == said


def test_what_is_missing_is_said() -> None:
    assert data_problem(EventName.REQUEST_STARTED, {"url": "http://x"}) == "request is missing"


def test_an_address_that_nobody_can_take_apart_is_said() -> None:
    assert data_problem(EventName.REQUEST_STARTED, {"request": "1", "url": "http://["}) == "url is 'http://['"


def test_a_frame_whose_number_was_unreadable_is_as_it_should_be() -> None:
    assert data_problem(EventName.FRAME_PRESENTED, {"painted": None}) == ""
    assert data_problem(EventName.FRAME_PRESENTED, {}) == ""


def test_what_nobody_reads_may_be_there() -> None:
    assert data_problem(EventName.TRIAL_CLOSED, {"more": [[]], "\ud800": 1}) == ""


def test_half_a_character_is_text() -> None:
    assert data_problem(EventName.CONSOLE_LOGGED, {"level": "log", "text": "\ud800"}) == ""


@pytest.mark.parametrize("at", [None, "1", True, [], float("nan"), float("inf"), 1e10, 10**400])
def test_a_time_is_one_that_a_lab_clock_can_show(at: object) -> None:
    assert time_problem(at).startswith("at is ")


@pytest.mark.parametrize("at", [0, -5.5, 26841.850276])
def test_any_other_number_is_a_time(at: float) -> None:
    assert time_problem(at) == ""
