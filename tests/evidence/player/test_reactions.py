"""Reactions, on made timelines."""

import pytest

from chaoslab.evidence.player.reactions import Reaction, first_reaction
from chaoslab.timeline.events import EventName
from tests.made_timeline import ZERO, Made, healthy

FLV = "/live/live/k.flv"


def reaction(made: Made, since: float = 5.0, until: float = 15.0) -> tuple[float, float] | None:
    """(second of the trial, uncertainty)."""
    found = named(made, since, until)
    return None if found is None else (found.at - ZERO, found.uncertainty)


def named(made: Made, since: float = 5.0, until: float = 15.0) -> Reaction | None:
    return first_reaction(made.timeline(), ZERO + since, ZERO + until)


def what(made: Made) -> str:
    found = named(made)
    assert found is not None
    return found.what


def test_each_reaction_says_what_it_was() -> None:
    assert what(healthy().request(7.0, None, FLV)) == "a request for /live/live/k.flv"
    given_up = healthy().add(6.0, EventName.REQUEST_FAILED, request="r1", error="net::ERR_ABORTED", canceled=True)
    assert what(given_up) == "the request for /live/live/k.flv was given up"
    assert what(healthy().add(6.0, EventName.MEDIA_EMPTIED, media=1)) == "the media element was emptied"
    assert what(healthy().add(6.0, EventName.MEDIA_LOAD_BEGAN, media=1, src="")) == "the media element was loaded anew"
    assert what(healthy().state("retrying", 6.0)) == "the notice 'retrying' was shown"


def test_a_page_that_fetches_flv_in_pieces_does_not_react_with_the_next_one() -> None:
    made = Made(20.0).steadied().shows(0.5, 20.0, latency=0.8).fault(5.0, 9.0)
    for start in (0.1, 2.1, 4.1, 6.1):
        made.request(start, start + 2.0, FLV)
    assert named(made) is None
    assert reaction(made.request(8.1, 8.2, FLV, error="net::ERR_FAILED").request(9.1, None, FLV)) == (
        pytest.approx((9.1, 0.005))
    )


def test_an_element_that_shows_something_else_is_not_the_stream_s() -> None:
    made = Made(20.0).steadied().shows(0.5, 20.0, latency=0.8, media=1)
    made.add(1.0, EventName.FRAME_PRESENTED, media=2, painted=None).add(6.0, EventName.MEDIA_EMPTIED, media=2)
    assert named(made) is None
    assert what(made.add(7.0, EventName.MEDIA_EMPTIED, media=3)) == "the media element was emptied"


def test_a_player_that_does_nothing_does_not_react() -> None:
    assert reaction(healthy()) is None


def test_a_request_that_the_page_itself_was_seen_to_make_is_known_better() -> None:
    assert reaction(healthy().request(7.0, None, FLV)) == pytest.approx((7.0, 0.005))
    seen = healthy().request(7.0, None, FLV).add(6.999, EventName.FETCH_CALLED, call=1, url=f"http://127.0.0.1:1{FLV}")
    assert reaction(seen) == pytest.approx((6.999, 0.001))


def test_a_stream_that_the_page_gave_up_itself_is_a_reaction() -> None:
    made = healthy().add(6.0, EventName.REQUEST_FAILED, request="r1", error="net::ERR_ABORTED", canceled=True)
    assert reaction(made) == pytest.approx((6.0, 0.005))


def test_the_first_playlist_of_a_player_of_flv_is_one_and_the_next_is_usual() -> None:
    made = healthy().request(6.0, 6.1, "/hls/k.m3u8", leg="hls").request(8.0, 8.1, "/hls/k.m3u8", leg="hls")
    assert reaction(made) == pytest.approx((6.0, 0.005))
    assert reaction(made, since=7.0) is None


def test_what_came_before_or_comes_too_late_is_none() -> None:
    assert reaction(healthy().request(3.0, None, FLV).request(12.0, None, FLV), until=10.0) is None


def test_a_usual_request_is_none_though_the_one_before_failed_later() -> None:
    made = healthy().request(2.0, 2.1, "/hls/k.m3u8", leg="hls")
    made.request(4.5, 9.0, "/hls/k-1.ts", leg="hls", error="net::ERR_EMPTY_RESPONSE")
    assert reaction(made.request(6.0, 6.1, "/hls/k.m3u8", leg="hls"), until=8.0) is None


def test_a_request_after_one_that_had_failed_is_one() -> None:
    made = healthy().request(2.0, 2.1, "/hls/k.m3u8", leg="hls")
    made.request(4.5, 5.5, "/hls/k-1.ts", leg="hls", error="net::ERR_EMPTY_RESPONSE")
    assert reaction(made.request(6.0, 6.1, "/hls/k.m3u8", leg="hls"), until=8.0) == pytest.approx((6.0, 0.005))
