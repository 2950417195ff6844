"""Which requests are new attempts at FLV, on made timelines."""

import pytest

from chaoslab.evidence.network.flv_retries import flv_retries
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made

FLV = "/live/live/k.flv"
URL = f"http://127.0.0.1:1{FLV}"
CUT = "net::ERR_CONNECTION_RESET"


def delays(made: Made) -> list[float]:
    return [retry.delay for retry in flv_retries(made.timeline())]


def test_a_stream_that_is_given_up_and_asked_for_in_one_go_is_asked_for_again() -> None:
    made = (
        Made(20.0)
        .request(0.1, 5.003, FLV, error="net::ERR_ABORTED")
        .request(5.0, 12.003, FLV, error="net::ERR_ABORTED")
    )
    assert delays(made.request(12.0, None, FLV)) == [0.0, 0.0]


def test_a_silent_stream_that_is_left_open_and_asked_for_again_is_asked_for_again() -> None:
    made = Made(20.0).request(0.1, None, FLV).flows(0.2, 5.0).request(11.0, None, FLV).flows(11.1, 20.0, "r2")
    assert delays(made) == [0.0]


def test_a_second_stream_beside_one_that_flows_is_no_retry() -> None:
    assert delays(Made(20.0).request(0.1, None, FLV).flows(0.2, 20.0).request(11.0, None, FLV)) == []


def test_a_preflight_is_no_attempt() -> None:
    made = Made(20.0).request(0.1, 5.0, FLV, error=CUT)
    made.add(5.9, EventName.REQUEST_STARTED, request="p", url=URL, leg="flv", method="OPTIONS")
    made.add(5.95, EventName.REQUEST_FINISHED, request="p", bytes=0)
    assert delays(made.request(6.0, None, FLV)) == [pytest.approx(1.0)]


def test_a_redirected_attempt_keeps_the_address_that_was_asked_for() -> None:
    made = Made(20.0).request(0.1, 5.0, FLV, error=CUT).request(6.0, None, FLV)
    made.add(6.01, EventName.REQUEST_STARTED, request="r2", url="http://127.0.0.1:2/elsewhere", leg=None)
    assert delays(made) == [pytest.approx(1.0)]


def test_what_was_tried_before_the_first_fault_is_no_reaction_to_it() -> None:
    made = Made(20.0).request(0.1, 0.2, FLV, error=CUT).request(1.2, 5.01, FLV, error=CUT).fault(5.0, 9.0)
    assert delays(made.request(6.01, None, FLV)) == [pytest.approx(1.0)]
