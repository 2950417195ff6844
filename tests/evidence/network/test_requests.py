from chaoslab.evidence.network.requests import requests
from chaoslab.timeline.events import EventName
from tests.made_timeline import ZERO, Made

FLV = "http://127.0.0.1:1/live/live/k.flv"


def redirected(made: Made, url: str, leg: str | None, at: float = 1.1) -> Made:
    """The browser tells of where a request is sent on to under the id of the request."""
    return made.add(at, EventName.REQUEST_STARTED, request="r1", url=url, leg=leg, method="GET")


def test_a_redirected_request_is_of_the_leg_to_which_it_led() -> None:
    (play,) = requests(redirected(Made(10.0).request(1.0, None, "/play/k", leg="page"), FLV, "flv").timeline())
    assert (play.url, play.leg, play.is_flv) == (FLV, "flv", True)
    assert (play.started_at, play.called) == (ZERO + 1.0, "http://127.0.0.1:1/play/k")


def test_a_chain_of_redirects_ends_at_its_last_url() -> None:
    made = Made(10.0).request(1.0, None, "/play/k", leg="page")
    redirected(redirected(made, "http://127.0.0.1:1/a", "page"), FLV, "flv", at=1.2)
    (play,) = requests(made.timeline())
    assert (play.url, [leg for _, leg in play.hops]) == (FLV, ["page", "page"])


def test_a_stream_that_is_sent_to_another_host_is_still_a_stream_but_no_longer_on_its_leg() -> None:
    (play,) = requests(redirected(Made(10.0).request(1.0, None, "/live/live/k.flv"), "http://cdn/x", None).timeline())
    assert (play.leg, play.is_flv) == (None, True)


def test_a_playlist_may_be_reached_by_a_redirect() -> None:
    made = Made(10.0).request(1.0, None, "/watch/k", leg="page")
    (hls,) = requests(redirected(made, "http://127.0.0.1:2/hls/k.m3u8", "hls").timeline())
    assert hls.is_playlist


def test_a_crash_of_the_page_ends_what_was_open() -> None:
    made = Made(10.0).request(1.0, None, "/live/live/k.flv").request(2.0, 3.0, "/api/x", leg="api")
    stream, other = requests(made.add(5.0, EventName.PAGE_CRASHED).timeline())
    assert (stream.ended_at, stream.error) == (ZERO + 5.0, "the page crashed")
    assert (other.ended_at, other.error) == (ZERO + 3.0, None)
