"""The sentence on a trial, on made timelines."""

import pytest

from chaoslab.experiment.method.step import Step
from chaoslab.judge.sentence import sentence
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline
from tests.judge.told import CUT, comes_back_on_flv, plan, says
from tests.made_timeline import Made, healthy, outage, signal_outage


def test_an_outage_with_fallback() -> None:
    assert says(outage(), CUT) == (
        "FLV was cut at 5.0 s; the player retried 3 times after 1.0, 2.0, 4.0 s and showed HLS after 7.9 s; "
        "the viewer saw 7.9 s without a new picture."
    )


def test_a_healthy_stream() -> None:
    assert says(healthy()) == (
        "The stream played for 14.5 s at 30.0 frames a second, 0.8 s behind live, without a stall."
    )


def test_a_player_that_never_recovers() -> None:
    assert says(outage(returns_at=None), CUT) == (
        "FLV was cut at 5.0 s; the player retried 3 times after 1.0, 2.0, 4.0 s and had not recovered when observation "
        "ended at 35.0 s; the picture stood from 5.1 s to the end at 35.0 s; the player asked for nothing after 12.0 s."
    )


def test_an_hls_playlist_without_a_picture() -> None:
    made = outage(returns_at=None).request(12.1, 12.2, "/hls/k.m3u8", leg="hls")
    assert "asked for HLS but never showed it" in says(made, CUT)


def test_a_player_that_does_nothing() -> None:
    made = Made(35).shows(0.5, 5.1, latency=0.8).fault(5, 25).request(0.1, 5.005, "/k.flv", error="cut")
    assert "the player did not retry FLV and had not recovered" in says(made, CUT)


def test_a_player_that_comes_back_on_flv() -> None:
    assert says(comes_back_on_flv(), CUT) == (
        "FLV was cut at 5.0 s; the player retried once after 1.0 s and was steady again after 3.9 s; "
        "the viewer saw 3.9 s without a new picture."
    )


def test_a_viewer_who_notices_nothing() -> None:
    made = Made(35).shows(0.5, 35, latency=0.8).fault(5, 8)
    assert says(made, CUT, recovered=True, time_to_recover=0.0) == (
        "FLV was cut at 5.0 s; the player played on; the picture never stopped."
    )


def test_what_happened_twice_is_named_once() -> None:
    made = Made(35).shows(0.5, 35, latency=0.8).fault(5, 8).fault(14, 20, step=1)
    again = Step(at=14, lasting=6, fault="proxy_down", settings={"leg": "flv"})
    assert says(made, CUT, again).startswith("FLV was cut at 5.0 s and again at 14.0 s; the player ")
    assert says(made, CUT, again, witnessed=False).startswith("FLV was to be cut at 5.0 s and again at 14.0 s, but no")


def test_a_fault_that_nobody_saw_proves_nothing() -> None:
    assert says(healthy().fault(5, 10), CUT, witnessed=False) == (
        "FLV was to be cut at 5.0 s, but no independent witness saw it happen, so this says nothing about the player."
    )


def test_the_receipt_counts_and_not_what_was_noted_live() -> None:
    noted = outage().add(5.005, EventName.FAULT_SEEN, step=0, fault="proxy_down", witness="browser", detail="cut")
    assert "no independent witness saw it happen" in says(noted, CUT, witnessed=False)


def test_a_trial_that_ended_before_its_fault() -> None:
    assert says(Made(4).shows(0.5, 4, latency=0.8), CUT).endswith(
        "without a stall; the trial ended before its fault (FLV cut, planned for 5.0 s)."
    )


def test_a_page_that_crashed() -> None:
    made = healthy().add(9, EventName.PAGE_CRASHED)
    assert says(made).endswith("; the page crashed at 9.0 s.")


def test_a_page_that_crashed_after_it_was_observed() -> None:
    assert "crashed" not in says(healthy().add(15.5, EventName.PAGE_CRASHED))


@pytest.mark.parametrize("steps", [(), (CUT,)])
def test_an_empty_timeline_and_no_measurements(steps: tuple[Step, ...]) -> None:
    assert sentence(plan(*steps), Timeline(()), {}, ()).startswith("No picture was shown in the 0.0 s observed")


def test_a_stream_that_began_late_is_told_by_its_first_picture() -> None:
    made = Made(20.0).fault(0.0, 8.0, kind="publisher_stop").shows(9.0, 20.0, latency=0.8)
    text = says(made, Step(at=0, lasting=8, fault="publisher_stop"))
    assert text == "The publisher stopped at 0.0 s; the first picture that moved came after 9.0 s."


def test_an_end_is_told_by_what_the_page_did_about_it() -> None:
    made = Made(20.0).steadied().shows(0.5, 5.1, latency=0.8).fault(5.0, 6.0, kind="stream_end").socket(0.2)
    made.told_of_the_end(5.05).state("ended", 5.1)
    text = says(made, Step(at=5, lasting=1, fault="stream_end"))
    assert text.startswith("The broadcast ended at 5.0 s; the player said that it is over and asked for nothing more;")


def test_a_lost_signalling_server_is_told_by_the_attempts_to_reach_it() -> None:
    made = signal_outage(20.0, [0.6, 1.1], last_taken=True)
    text = says(made, Step(at=5, lasting=2, fault="proxy_down", settings={"leg": "socket"}))
    assert "tried the signalling server again 2 times (first after 0.6 s, at most 1.1 s apart)" in text
    assert text.endswith("the picture never stopped.")
