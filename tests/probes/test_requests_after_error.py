"""Requests after error, on made timelines."""

from chaoslab.probes.requests_after_error import RequestsAfterError
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, outage


def failed() -> Made:
    return outage(returns_at=None).add(14.0, EventName.STATE_SHOWN, state="error")


def test_a_player_that_gave_up_asks_for_nothing() -> None:
    assert RequestsAfterError().measure(failed().timeline()).value == 0


def test_each_request_for_media_counts() -> None:
    made = failed().request(15.0, 15.1, "/live/live/k.flv").request(16.0, 16.1, "/hls/k.m3u8", leg="hls")
    assert RequestsAfterError().measure(made.timeline()).value == 2


def test_other_requests_do_not() -> None:
    made = failed().request(15.0, 15.1, "/api/stream/k", leg="api")
    assert RequestsAfterError().measure(made.timeline()).value == 0


def test_without_an_error_there_is_nothing_to_count() -> None:
    assert RequestsAfterError().measure(outage().timeline()).value is None
