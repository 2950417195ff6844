"""Time to detect, on made timelines."""

import pytest

from chaoslab.probes.time_to_detect import TimeToDetect
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy, outage

FLV = "/live/live/k.flv"


def silent() -> Made:
    made = Made(30.0).steadied().shows(0.5, 5.5, latency=0.8).fault(5.0, 15.0, kind="timeout")
    return made.request(0.1, 11.0, FLV, error="net::ERR_ABORTED")


def test_it_counts_from_the_last_picture_to_the_next_request() -> None:
    measurement = TimeToDetect().measure(silent().request(11.0, None, FLV).timeline())
    assert measurement.value == pytest.approx(5.5 + 1 / 30, abs=0.001)
    assert not measurement.censored


def test_a_playlist_is_a_request_too() -> None:
    measurement = TimeToDetect().measure(silent().request(9.0, 9.1, "/hls/k.m3u8", leg="hls").timeline())
    assert measurement.value == pytest.approx(3.5 + 1 / 30, abs=0.001)


def test_a_player_that_never_asks_is_censored_at_the_end() -> None:
    measurement = TimeToDetect().measure(silent().timeline())
    assert measurement.censored
    assert measurement.value == pytest.approx(24.5 + 1 / 30, abs=0.001)


def test_a_cut_is_detected_by_the_first_retry() -> None:
    assert TimeToDetect().measure(outage().timeline()).value == pytest.approx(6.006 - 5.1 + 1 / 30, abs=0.001)


def test_without_an_effect_there_is_nothing_to_detect() -> None:
    assert TimeToDetect().measure(healthy().timeline()).value is None
    assert TimeToDetect().measure(healthy(20.0).fault(5.0, 6.0).timeline()).value is None


def test_a_notice_that_comes_before_the_picture_stops_is_below_nothing() -> None:
    made = outage().state("retrying", 5.02, 12.0)
    assert TimeToDetect().measure(made.timeline()).value == pytest.approx(5.02 - 5.1 + 1 / 30, abs=0.001)


def test_a_spinner_says_only_that_data_lack() -> None:
    made = silent().state("spinner", 7.5, 11.0).request(11.0, None, FLV)
    assert TimeToDetect().measure(made.timeline()).value == pytest.approx(5.5 + 1 / 30, abs=0.001)


def test_a_media_element_that_is_emptied_is_a_sign() -> None:
    made = silent().add(9.0, EventName.MEDIA_EMPTIED, media=1).request(11.0, None, FLV)
    assert TimeToDetect().measure(made.timeline()).value == pytest.approx(3.5 + 1 / 30, abs=0.001)


def test_the_usual_asking_of_a_player_of_hls_is_no_sign_but_asking_again_is() -> None:
    made = Made(30.0).steadied().shows(0.5, 8.0, latency=2.5).fault(5.0, 25.0)
    for at in range(1, 5):
        made.request(at, at + 0.1, "/hls/k.m3u8", leg="hls")
    made.request(5.5, 5.6, "/hls/k.m3u8", leg="hls", error="net::ERR_CONNECTION_REFUSED")
    made.request(7.0, 7.1, "/hls/k.m3u8", leg="hls", error="net::ERR_CONNECTION_REFUSED")
    assert TimeToDetect().measure(made.timeline()).value == pytest.approx(7.0 - 8.0 + 1 / 30, abs=0.001)


def test_what_follows_the_next_fault_is_an_answer_to_that() -> None:
    made = Made(40.0).steadied().shows(0.5, 5.5, latency=0.8).fault(5.0, 9.0)
    made.fault(20.0, 25.0, step=1).request(21.0, None, FLV)
    measurement = TimeToDetect().measure(made.timeline())
    assert measurement.censored
    assert measurement.value == pytest.approx(20.0 - 5.5 + 1 / 30, abs=0.001)


@pytest.mark.parametrize("later", [None, 40.0])
def test_what_a_player_does_once_the_picture_came_back_by_itself_is_no_detection(later: float | None) -> None:
    made = Made(50.0).steadied().shows(0.5, 5.2, latency=0.8).fault(5.0, 6.0).shows(6.2, 50.0, latency=0.8)
    measurement = TimeToDetect().measure((made if later is None else made.request(later, None, FLV)).timeline())
    assert (measurement.value, measurement.censored) == (None, False)
    assert measurement.note == "the player did nothing about it; the picture came back by itself"


def test_what_a_browser_gives_up_with_a_page_that_is_left_is_no_sign() -> None:
    made = Made(30.0).steadied().shows(0.5, 5.1, latency=0.8).fault(5.0, 9.0, kind="tab_discard_reload")
    made.add(5.11, EventName.PAGE_CLOSED, persisted=False).request(0.1, None, FLV)
    made.add(5.115, EventName.REQUEST_FAILED, request="r1", error="net::ERR_ABORTED", canceled=True)
    made.request(9.5, None, FLV)
    assert TimeToDetect().measure(made.timeline()).value == pytest.approx(9.5 - 5.1 + 1 / 30, abs=0.001)


def test_the_note_names_what_was_taken_for_the_reaction() -> None:
    assert TimeToDetect().measure(outage().timeline()).note == "a request for /live/live/k.flv"
    emptied = silent().add(9.0, EventName.MEDIA_EMPTIED, media=1)
    assert TimeToDetect().measure(emptied.timeline()).note == "the media element was emptied"


def test_what_a_player_did_while_pictures_still_came_was_about_something_else() -> None:
    made = Made(40.0).steadied().shows(0.5, 15.0, latency=0.8).fault(5.0, 25.0)
    made.request(0.1, 5.0, FLV, error="net::ERR_FAILED").request(7.8, 15.0, FLV, error="net::ERR_FAILED")
    measurement = TimeToDetect().measure(made.request(16.0, None, FLV).timeline())
    assert measurement.value == pytest.approx(1.0 + 1 / 30, abs=0.001)


def test_nothing_before_the_fault_is_a_reaction_to_it() -> None:
    made = silent().request(4.9, None, FLV).request(11.0, None, FLV)
    assert TimeToDetect().measure(made.timeline()).value == pytest.approx(5.5 + 1 / 30, abs=0.001)
