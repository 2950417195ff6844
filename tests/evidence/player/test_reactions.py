"""Reactions, on made timelines."""

import pytest

from chaoslab.evidence.player.reactions import first_reaction
from chaoslab.timeline.events import EventName
from tests.made_timeline import ZERO, Made, healthy

FLV = "/live/live/k.flv"


def reaction(made: Made, since: float = 5.0, until: float = 15.0) -> tuple[float, float] | None:
    """(second of the trial, uncertainty)."""
    reaction = first_reaction(made.timeline(), ZERO + since, ZERO + until)
    return None if reaction is None else (reaction[0] - ZERO, reaction[1])


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
