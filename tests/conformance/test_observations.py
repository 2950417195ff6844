"""What a state machine may hear, from made timelines."""

import pytest

from chaoslab.conformance.observations import OBSERVATIONS, observations
from chaoslab.timeline.events import EventName
from tests.made_timeline import ZERO, Made, healthy, outage

FLV = "/live/live/k.flv"


def heard(made: Made, *prefixes: str) -> list[str]:
    """`flv_asked 0.10`, those that begin so."""
    heard = observations(made.timeline())
    return [
        f"{observation.name} {observation.at - ZERO:.2f}"
        for observation in heard
        if observation.name.startswith(prefixes)
    ]


def test_flv_is_asked_for_and_lost() -> None:
    assert heard(outage(), "flv")[:4] == ["flv_asked 0.10", "flv_lost 5.00", "flv_asked 6.01", "flv_lost 6.01"]


def test_a_refusal_is_a_loss() -> None:
    assert heard(Made(15.0).request(1.0, None, FLV, status=404), "flv") == ["flv_asked 1.00", "flv_lost 1.01"]


def test_a_stream_that_the_player_gives_up_itself_is_left_before_the_next_is_asked_for() -> None:
    made = healthy().request(8.0, None, FLV)
    made.add(8.003, EventName.REQUEST_FAILED, request="r1", error="net::ERR_ABORTED", canceled=True)
    assert heard(made, "flv") == ["flv_asked 0.10", "flv_left 8.00", "flv_asked 8.00"]


def test_hls_is_asked_for_once_however_many_playlists_follow() -> None:
    made = Made(60.0)
    for at in (5, 6, 7, 8, 40, 41):
        made.request(at, at + 0.1, "/hls/k.m3u8", leg="hls")
    assert heard(made, "hls") == ["hls_asked 5.00", "hls_asked 40.00"]


def test_a_picture_moves_stops_and_moves_again() -> None:
    assert heard(outage(), "picture") == ["picture_moved 0.50", "picture_stopped 5.07", "picture_moved 13.00"]


@pytest.mark.parametrize("lone", [(7.0,), (7.0, 8.0)], ids=["one", "two"])
def test_a_single_picture_in_a_stop_does_not_move(lone: tuple[float, ...]) -> None:
    made = Made(20.0).shows(0.5, 5.0, latency=0.8).shows(9.0, 20.0, latency=0.8)
    for at in lone:
        made.shows(at, at + 0.03, latency=0.8)
    assert heard(made, "picture")[1:] == ["picture_stopped 4.97", "picture_moved 9.00"]


def test_a_picture_that_moves_for_a_tenth_of_a_second_in_a_stop_does() -> None:
    made = Made(20.0).shows(0.5, 5.0, latency=0.8).shows(7.0, 7.16, latency=0.8).shows(9.0, 20.0, latency=0.8)
    assert heard(made, "picture")[1:] == [
        *("picture_stopped 4.97", "picture_moved 7.00", "picture_stopped 7.13", "picture_moved 9.00"),
    ]


def test_a_single_picture_that_nothing_follows_does_not_move_either() -> None:
    made = Made(20.0).shows(0.5, 5.0, latency=0.8).shows(7.0, 7.03, latency=0.8)
    assert heard(made, "picture")[1:] == ["picture_stopped 4.97"]


def test_what_the_page_shows_and_puts_away() -> None:
    made = healthy(15.0).state("retrying", 5.0, 7.0).state("error", 9.0)
    assert heard(made, "retrying", "error") == ["retrying_shown 5.00", "retrying_hidden 7.00", "error_shown 9.00"]


def test_a_connection_is_asked_for_taken_lost_and_fails() -> None:
    made = healthy(15.0).socket(0.2, 5.0).socket(5.6, 5.7, taken=False).socket(6.0, ns="chat")
    assert heard(made, "streaming") == [
        *("streaming_asked 0.20", "streaming_taken 0.22", "streaming_lost 5.00"),
        *("streaming_asked 5.60", "streaming_failed 5.70"),
    ]
    assert heard(made, "chat") == ["chat_asked 6.00", "chat_taken 6.02"]


def test_the_rest_is_told_as_it_came() -> None:
    made = healthy(15.0).socket(0.2).add(0.1, EventName.PAGE_OPENED, document="1", url="")
    made.add(0.6, EventName.MEDIA_PLAYING, media=1, position=0).add(4.0, EventName.MEDIA_WAITING, media=1, position=3)
    made.add(5.0, EventName.PAGE_HIDDEN, trusted=True).add(6.0, EventName.PAGE_SHOWN, trusted=True).told_of_the_end(9.0)
    assert heard(made, "page", "playing", "data", "tab", "end") == [
        *("page_opened 0.10", "playing 0.60", "data_lacked 4.00", "tab_hidden 5.00", "tab_shown 6.00", "end_told 9.00"),
    ]


@pytest.mark.parametrize("made", [healthy(), outage()], ids=["healthy", "outage"])
def test_all_are_of_the_closed_list_and_in_order(made: Made) -> None:
    heard = observations(made.timeline())
    assert {observation.name for observation in heard} <= set(OBSERVATIONS)
    assert [observation.at for observation in heard] == sorted(observation.at for observation in heard)
