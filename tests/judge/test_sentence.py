import pytest

from chaoslab.experiment.method.step import Step
from chaoslab.judge.sentence import sentence
from chaoslab.judge.verdict import Receipt
from chaoslab.plan.model import RigPlan, TrialPlan
from chaoslab.probes import Measurement, Value, measure_all
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline
from tests.made_timeline import Made, healthy, outage, signal_outage

FLV = "/live/live/k.flv"
CUT = Step(at=5, lasting=20, fault="proxy_down", settings={"leg": "flv"})
HIDE = Step(at=5, lasting=10, fault="tab_hide")


def plan(*steps: Step, mode: str = "flv") -> TrialPlan:
    return TrialPlan(id="t", experiment="t.yaml", title="t", steps=steps, rig=RigPlan.model_validate({"mode": mode}))


def says(made: Made, *steps: Step, witnessed: bool = True, **measured: Value) -> str:
    """The sentence with all that was measured, or with these values only."""
    timeline = made.timeline()
    measurements = {name: Measurement(name=name, value=value) for name, value in measured.items()}
    receipts = [receipt(n, step, witnessed) for n, step in enumerate(steps)]
    return sentence(plan(*steps), timeline, measurements or measure_all(timeline), receipts)


def receipt(number: int, step: Step, witnessed: bool) -> Receipt:
    return Receipt(
        step=number, fault=step.fault, witnessed=witnessed, witness="browser", detail="", injected_at=step.at
    )


def test_an_outage_with_fallback() -> None:
    assert says(outage(), CUT) == (
        "FLV was cut at 5.0 s; the player retried 3 times after 1.0, 2.0, 4.0 s and showed HLS after 7.9 s; "
        "the viewer saw 7.9 s without a new picture."
    )


def test_a_healthy_stream() -> None:
    assert says(healthy()) == (
        "The stream played for 14.5 s at 30.0 frames a second, 0.8 s behind live, without a stall."
    )


def test_a_stream_that_stalls() -> None:
    made = Made(15).shows(0.5, 6, latency=0.8).shows(7, 10, latency=0.8).shows(12, 15, latency=0.8)
    assert says(made).endswith("0.8 s behind live, with 2 stalls of 3.1 s in all.")


def test_a_stream_that_stalls_once() -> None:
    made = Made(15).shows(0.5, 6, latency=0.8).shows(7, 15, latency=0.8)
    assert says(made).endswith("with a stall of 1.0 s.")


def test_a_stall_that_had_not_ended() -> None:
    assert says(Made(15).shows(0.5, 6, latency=0.8)).endswith("with a stall of at least 9.0 s.")


def test_a_page_that_never_showed_anything() -> None:
    assert says(Made(20)) == "No picture was shown in the 20.0 s observed."


def test_a_picture_that_never_began_to_move() -> None:
    frozen = Made(20).add(0.5, EventName.FRAME_PRESENTED, painted=1)
    assert says(frozen) == "The picture never began to move in the 20.0 s observed."


def test_a_picture_that_never_began_to_move_under_a_fault_did_not_go_on_either() -> None:
    frozen = Made(20).add(0.5, EventName.FRAME_PRESENTED, painted=1).fault(5, 15)
    assert says(frozen, CUT).endswith("; the picture never began to move in the 20.0 s observed.")


def test_a_first_picture_that_stands_is_no_play() -> None:
    made = Made(20).add(0.5, EventName.FRAME_PRESENTED, painted=1).shows(4, 20, latency=0.8)
    assert says(made).startswith("The stream played for 16.0 s at 30.0 frames a second")


def test_no_picture_under_a_fault_either() -> None:
    assert says(Made(20).fault(5, 15), CUT) == ("FLV was cut at 5.0 s; no picture was shown in the 20.0 s observed.")


def test_a_player_that_never_recovers() -> None:
    assert says(outage(returns_at=None), CUT) == (
        "FLV was cut at 5.0 s; the player retried 3 times after 1.0, 2.0, 4.0 s and had not recovered when observation "
        "ended at 35.0 s; the viewer saw no new picture from 5.1 s to the end at 35.0 s."
    )


def test_an_hls_playlist_without_a_picture() -> None:
    made = outage(returns_at=None).request(12.1, 12.2, "/hls/k.m3u8", leg="hls")
    assert "asked for HLS but never showed it" in says(made, CUT)


def test_a_player_that_does_nothing() -> None:
    made = Made(35).shows(0.5, 5.1, latency=0.8).fault(5, 25).request(0.1, 5.005, "/k.flv", error="cut")
    assert "the player did not retry FLV and had not recovered" in says(made, CUT)


def test_a_player_that_comes_back_on_flv() -> None:
    made = Made(35).shows(0.5, 5.1, latency=0.8).shows(9, 35, latency=0.8).fault(5, 8)
    text = says(made, CUT, flv_retries=1, retry_delays=(1.0,), recovered=True, time_to_recover=3.9)
    assert text == (
        "FLV was cut at 5.0 s; the player retried once after 1.0 s and was steady again after 3.9 s; "
        "the viewer saw 3.9 s without a new picture."
    )


def test_a_viewer_who_notices_nothing() -> None:
    made = Made(35).shows(0.5, 35, latency=0.8).fault(5, 8)
    assert says(made, CUT, recovered=True, time_to_recover=0.0) == (
        "FLV was cut at 5.0 s; the player played on; the picture never stopped."
    )


def test_a_picture_that_stops_several_times() -> None:
    made = Made(35).shows(0.5, 6, latency=0.8).shows(8, 10, latency=0.8).shows(11, 35, latency=0.8).fault(5, 8)
    assert says(made, CUT, recovered=True).endswith("the viewer saw 3.1 s without a new picture, in 2 stretches.")


def test_a_picture_that_stood_still_before_the_fault_is_not_charged_to_it() -> None:
    made = Made(35).shows(0.5, 3.5, latency=0.8).shows(9, 35, latency=0.8).fault(5, 8)
    assert says(made, CUT, recovered=True).endswith(
        "; the picture already stood still before the fault; the viewer saw 5.5 s without a new picture."
    )


def test_what_the_player_did_before_the_fault_is_no_reaction_to_it() -> None:
    made = Made(35).shows(0.5, 35, latency=0.8).fault(5, 8).request(1, 1.1, "/hls/k.m3u8", leg="hls")
    made.request(2, 2.1, "/k.flv", error="cut").request(3, None, "/k.flv")
    assert "the player did not retry FLV and played on;" in says(made, CUT)


def test_many_retries_are_summed_up() -> None:
    delays = tuple(float(2**n) for n in range(9))
    text = says(outage(), CUT, flv_retries=9, retry_delays=delays)
    assert "retried 9 times (first after 1.0 s, last after 256.0 s)" in text


def test_a_player_that_opens_a_silent_stream_again_at_once() -> None:
    text = says(outage(), CUT, flv_retries=5, retry_delays=(0.0, 0.01, 0.0, 0.04, 0.0))
    assert "asked for FLV again 5 times, first when 0.9 s had passed without a picture, each time at once" in text
    buffered = Made(35.0).shows(0.5, 35.0, latency=0.8).fault(5.0, 8.0)
    buffered.request(0.1, 5.0, FLV, error="net::ERR_FAILED").request(5.01, None, FLV)
    assert "the player asked for FLV again at once; the" in says(buffered, CUT, flv_retries=1, retry_delays=(0.0,))


def test_a_stream_that_the_player_gave_up_by_itself_says_how_long_no_picture_had_come() -> None:
    made = Made(35.0).shows(0.5, 5.5, latency=0.8).fault(5.0, 8.0).shows(12.0, 30.0, latency=0.8)
    made.request(0.1, 11.4, FLV, error="net::ERR_ABORTED").request(11.4, None, FLV)
    text = says(made, CUT, flv_retries=1, retry_delays=(0.0,), time_to_detect=24.8)
    assert "the player asked for FLV again at once when 5.9 s had passed without a picture;" in text


def test_mixed_delays_are_all_told() -> None:
    assert "retried 2 times after 0.0, 1.0 s" in says(outage(), CUT, flv_retries=2, retry_delays=(0.0, 1.0))


def test_what_happened_twice_is_named_once() -> None:
    made = Made(35).shows(0.5, 35, latency=0.8).fault(5, 8).fault(14, 20, step=1)
    again = Step(at=14, lasting=6, fault="proxy_down", settings={"leg": "flv"})
    assert says(made, CUT, again).startswith("FLV was cut at 5.0 s and again at 14.0 s; the player ")
    assert says(made, CUT, again, witnessed=False).startswith("FLV was to be cut at 5.0 s and again at 14.0 s, but no")


def hidden(*shown: tuple[float, float]) -> Made:
    """A tab that is hidden from 5 s to 15 s, with pictures in these spans."""
    made = Made(35).request(0.1, None, "/k.flv").fault(5, 15, kind="tab_hide")
    made.add(5.001, EventName.PAGE_HIDDEN, trusted=True).add(15.001, EventName.PAGE_SHOWN, trusted=True)
    for start, end in shown:
        made.shows(start, end, latency=0.8)
    return made


def test_a_hidden_tab_is_no_slow_player() -> None:
    assert says(hidden((0.5, 5), (15.03, 35)), HIDE) == (
        "The tab was hidden at 5.0 s; the player was steady as soon as the tab came back; "
        "the picture never stopped while the tab was visible."
    )


def test_a_player_that_is_slow_after_the_tab_came_back_is_said_to_be() -> None:
    assert says(hidden((0.5, 5), (17, 35)), HIDE) == (
        "The tab was hidden at 5.0 s; the player was steady again 2.0 s after the tab came back; "
        "the viewer saw 2.0 s without a new picture."
    )


def test_a_fault_on_a_leg_besides_leaves_the_time_at_which_the_picture_was_steady() -> None:
    made = hidden((0.5, 5), (15.03, 22.1), (25, 35)).fault(22, 24, step=1)
    cut = Step(at=22, lasting=2, fault="proxy_down", settings={"leg": "flv"})
    assert "was steady again from 25.0 s on;" in says(made, HIDE, cut)


def test_a_fault_without_a_leg_says_nothing_about_retries() -> None:
    assert "FLV" not in says(hidden((0.5, 5), (15.03, 35)), HIDE, flv_retries=0, recovered=True)


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
