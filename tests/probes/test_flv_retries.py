"""FLV retries, on made timelines."""

from chaoslab.probes.flv_retries import FlvRetries
from tests.made_timeline import healthy, outage


def test_the_first_request_is_no_retry() -> None:
    assert FlvRetries().measure(healthy().timeline()).value == 0


def test_each_request_after_a_lost_one_is() -> None:
    assert FlvRetries().measure(outage().timeline()).value == 3


def test_a_request_that_began_before_the_other_ended_is_none() -> None:
    made = healthy().flows(0.2, 15.0).request(2.0, None, "/live/live/k.flv")
    assert FlvRetries().measure(made.timeline()).value == 0
