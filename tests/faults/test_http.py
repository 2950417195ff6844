"""What an experiment can say about the requests that an HTTP fault harms."""

from typing import Any

import pytest
from pydantic import ValidationError

from chaoslab.evidence.network.requests import requests
from chaoslab.faults._http import body_bytes
from chaoslab.faults.http_delay import HttpDelay
from chaoslab.faults.http_status import HttpStatus
from tests.faults.http_scene import HlsMade


@pytest.mark.parametrize("where", [{}, {"leg": "hls", "path": "/hls/*"}])
def test_it_needs_a_leg_or_a_path(where: Any) -> None:
    with pytest.raises(ValidationError, match="needs one of leg, path"):
        HttpStatus(status=500, **where)


@pytest.mark.parametrize("leg", ["socket", "ingest", "redis", "page"])
def test_legs_that_do_not_lead_to_the_harness_are_refused(leg: Any) -> None:
    with pytest.raises(ValidationError, match="leg"):
        HttpStatus(status=500, leg=leg)


@pytest.mark.parametrize("some", [{"count": 0}, {"share": 0.0}, {"share": 1.0}, {"count": 1, "share": 0.5}])
def test_counts_and_shares_have_limits(some: Any) -> None:
    with pytest.raises(ValidationError, match=r"count|share"):
        HttpDelay(leg="hls", delay=1, **some)


def test_the_sentence_says_which_requests() -> None:
    sentences = [HttpDelay(leg="api", delay=1, **some).in_words() for some in ({}, {"count": 1}, {"share": 0.25})]
    beginning = "answers on the api leg begin 1 s late"
    assert sentences == [beginning, f"{beginning}, the first of them", f"{beginning}, 25 % of them"]


def test_a_name_fits_into_a_path() -> None:
    name = HttpStatus(path="/hls/*.ts?", status=500, share=0.1)._name
    assert all(char.isalnum() or char in "._~-" for char in name)


def test_what_flowed_of_a_request_adds_up_and_nothing_is_nothing() -> None:
    timeline = HlsMade(5.0).asks(1.0, body=1001).asks(2.0).timeline()
    assert {request.id: body_bytes(timeline, request) for request in requests(timeline)} == {"r1": 1001, "r2": 0}
