"""Times in which an open request brought nothing, on made timelines."""

import pytest

from chaoslab.evidence.network.requests import requests
from chaoslab.evidence.network.silences import silences
from tests.made_timeline import ZERO, Made


def lengths(made: Made, *, since: float = 0.0, until: float = 20.0) -> list[float]:
    timeline = made.timeline()
    silent = [
        silence
        for request in requests(timeline)
        for silence in silences(timeline, request, since=ZERO + since, until=ZERO + until)
    ]
    return [round(silence.length, 1) for silence in silent if silence.length >= 0.5]


def test_a_request_that_flows_has_none() -> None:
    assert lengths(Made(20.0).request(0.1, None, "/k.flv").flows(0.2, 20.0)) == []


def test_a_pause_is_one_within_the_interval() -> None:
    made = Made(20.0).request(0.1, None, "/k.flv").flows(0.2, 5.0).flows(8.0, 20.0)
    assert lengths(made) == [pytest.approx(3.1)]
    assert lengths(made, since=6.0, until=7.0) == [1.0]


def test_a_request_that_waits_for_its_answer_is_silent() -> None:
    assert lengths(Made(20.0).request(12.0, None, "/k.flv", status=None)) == [8.0]


def test_a_request_that_ended_is_not() -> None:
    assert lengths(Made(20.0).request(0.1, 5.0, "/k.flv", error="net::ERR_FAILED").flows(0.2, 5.0)) == []
