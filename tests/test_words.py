import pytest

from chaoslab.events import EventName
from chaoslab.measurement import Measurement, Value
from chaoslab.plan import RigPlan, Step, TrialPlan
from chaoslab.probe import measure_all
from chaoslab.timeline import Timeline
from chaoslab.words import sentence
from tests.made_timeline import Made, healthy, outage

CUT = Step(at=5, lasting=20, fault="proxy_down", settings={"leg": "flv"})


def plan(*steps: Step, mode: str = "flv") -> TrialPlan:
    return TrialPlan(id="t", experiment="t.yaml", title="t", steps=steps, rig=RigPlan.model_validate({"mode": mode}))


def told(made: Made, *steps: Step, **measured: Value) -> str:
    """The sentence with all that was measured, or with these values only."""
    timeline = made.timeline()
    given = {name: Measurement(name=name, value=value) for name, value in measured.items()}
    return sentence(plan(*steps), timeline, given or measure_all(timeline))


def seen(made: Made) -> Made:
    return made.add(5.005, EventName.FAULT_SEEN, step=0, fault="proxy_down", witness="browser", detail="cut")


def test_an_outage_with_fallback() -> None:
    assert told(seen(outage()), CUT) == (
        "FLV was cut at 5.0 s; the player retried 3 times after 1.0, 2.0, 4.0 s and showed HLS after 7.9 s; "
        "the viewer saw 7.9 s without a new picture."
    )


def test_a_healthy_stream() -> None:
    assert told(healthy()) == (
        "The stream played for 14.5 s at 30.0 frames a second, 0.8 s behind live, without a stall."
    )


def test_a_stream_that_stalls() -> None:
    made = Made(15).shows(0.5, 6, latency=0.8).shows(7, 10, latency=0.8).shows(12, 15, latency=0.8)
    assert told(made).endswith("0.8 s behind live, with 2 stalls of 3.1 s in all.")


def test_a_stream_that_stalls_once() -> None:
    made = Made(15).shows(0.5, 6, latency=0.8).shows(7, 15, latency=0.8)
    assert told(made).endswith("with a stall of 1.0 s.")


def test_a_page_that_never_showed_anything() -> None:
    assert told(Made(20)) == "No picture was shown in the 20.0 s observed."


def test_no_picture_under_a_fault_either() -> None:
    assert told(seen(Made(20).fault(5, 15)), CUT) == (
        "FLV was cut at 5.0 s; no picture was shown in the 20.0 s observed."
    )


def test_a_player_that_never_recovers() -> None:
    assert told(seen(outage(returns_at=None)), CUT) == (
        "FLV was cut at 5.0 s; the player retried 3 times after 1.0, 2.0, 4.0 s and had not recovered when observation "
        "ended at 35.0 s; the viewer saw no new picture from 5.1 s to the end at 35.0 s."
    )


def test_an_hls_playlist_without_a_picture() -> None:
    made = seen(outage(returns_at=None)).request(12.1, 12.2, "/hls/k.m3u8", leg="hls")
    assert "asked for HLS but never showed it" in told(made, CUT)


def test_a_player_that_does_nothing() -> None:
    made = seen(Made(35).shows(0.5, 5.1, latency=0.8).fault(5, 25).request(0.1, 5.005, "/k.flv", error="cut"))
    assert "the player did not retry FLV and had not recovered" in told(made, CUT)


def test_a_player_that_comes_back_on_flv() -> None:
    made = seen(Made(35).shows(0.5, 5.1, latency=0.8).shows(9, 35, latency=0.8).fault(5, 8))
    text = told(made, CUT, flv_retries=1, retry_delays=(1.0,), recovered=True, time_to_recover=3.9)
    assert text == (
        "FLV was cut at 5.0 s; the player retried once after 1.0 s and was steady again after 3.9 s; "
        "the viewer saw 3.9 s without a new picture."
    )


def test_a_viewer_who_notices_nothing() -> None:
    made = seen(Made(35).shows(0.5, 35, latency=0.8).fault(5, 8))
    assert told(made, CUT, recovered=True, time_to_recover=0.0) == (
        "FLV was cut at 5.0 s; the player played on; the picture never stopped."
    )


def test_a_picture_that_stops_several_times() -> None:
    made = seen(Made(35).shows(0.5, 6, latency=0.8).shows(8, 10, latency=0.8).shows(11, 35, latency=0.8).fault(5, 8))
    assert told(made, CUT, recovered=True).endswith("the viewer saw 3.1 s without a new picture, in 2 stretches.")


def test_many_retries_are_summed_up() -> None:
    delays = tuple(float(2**n) for n in range(9))
    text = told(seen(outage()), CUT, flv_retries=9, retry_delays=delays)
    assert "retried 9 times (first after 1.0 s, last after 256.0 s)" in text


def test_a_fault_that_nobody_saw_proves_nothing() -> None:
    assert told(healthy().fault(5, 10), CUT) == (
        "FLV was to be cut at 5.0 s, but no independent witness saw it happen, so this says nothing about the player."
    )


def test_a_trial_that_ended_before_its_fault() -> None:
    assert told(Made(4).shows(0.5, 4, latency=0.8), CUT).endswith(
        "without a stall; the trial ended before its fault (FLV cut, planned for 5.0 s)."
    )


def test_a_page_that_crashed() -> None:
    made = healthy().add(9, EventName.PAGE_CRASHED)
    assert told(made).endswith("; the page crashed at 9.0 s.")


@pytest.mark.parametrize("steps", [(), (CUT,)])
def test_an_empty_timeline_and_no_measurements(steps: tuple[Step, ...]) -> None:
    assert sentence(plan(*steps), Timeline(()), {}).startswith("No picture was shown in the 0.0 s observed")
