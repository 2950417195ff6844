"""The recovery waterfall, on made timelines."""

import pytest

from chaoslab.judge.waterfall import MEANINGS, Stage, Waterfall, waterfalls
from chaoslab.probes.time_to_detect import TimeToDetect
from chaoslab.probes.time_to_impact import TimeToImpact
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy, outage

FLV = "/live/live/k.flv"
FRAME = 1 / 30


def first(made: Made) -> Waterfall:
    return waterfalls(made.timeline())[0]


def over_hls() -> Made:
    return outage().add(0.11, EventName.REQUEST_ANSWERED, request="r1", status=200, mime="")


def reopened() -> Made:
    """FLV falls silent at 5 s, is opened again at 11 s and plays from 12 s on."""
    made = Made(30.0).steadied().shows(0.5, 5.5, latency=0.8).fault(5.0, 10.0, kind="timeout")
    made.request(0.1, 11.0, FLV).request(11.0, None, FLV)
    return made.flows(0.2, 5.0).shows(12.0, 30.0, latency=0.8)


def cut(made: Made, at: float = 5.005) -> Made:
    """Something else on the leg breaks, which is what the witness of the fault sees."""
    return made.request(at - 1.0, at, "/live/other", error="net::ERR_CONNECTION_RESET")


def values(waterfall: Waterfall) -> dict[str, float | None]:
    return {name: stage.value for name, stage in waterfall.stages.items()}


def test_every_stage_counts_from_the_one_before() -> None:
    waterfall = first(over_hls())
    assert values(waterfall) == pytest.approx(
        {
            "impact": 5.1 - FRAME - 5.005,
            "detect": 6.006 - 5.1 + FRAME,
            "decide": 12.02 - 6.006,
            "switch": 0.01,
            "first_frame": 13.0 - 12.03,
            "steady": 0.0,
        },
        abs=0.001,
    )
    assert not any(stage.censored for stage in waterfall.stages.values())


def test_the_stages_add_up_to_the_recovery() -> None:
    waterfall = first(over_hls())
    total = sum(value or 0.0 for value in values(waterfall).values())
    assert waterfall.effective_at + total == pytest.approx(13.0, abs=0.001)


def test_impact_and_detect_are_the_figures_of_those_probes() -> None:
    timeline = over_hls().timeline()
    stages = waterfalls(timeline)[0].stages
    assert stages["impact"].value == TimeToImpact().measure(timeline).value
    assert stages["detect"].value == TimeToDetect().measure(timeline).value


def test_a_player_that_acts_before_the_picture_stops_detects_in_less_than_no_time() -> None:
    detect = first(over_hls().state("retrying", 5.02, 12.0)).stages["detect"]
    assert detect.value == pytest.approx(5.02 - 5.1 + FRAME, abs=0.001)


def test_flv_that_is_opened_again_is_followed_too() -> None:
    stages = first(reopened()).stages
    assert stages["detect"].at == stages["decide"].at == 11.0
    assert stages["switch"].value == pytest.approx(0.01, abs=0.001)
    assert stages["first_frame"].at == 12.0


def test_a_picture_that_comes_back_by_itself_needed_no_decision() -> None:
    made = Made(30.0).steadied().shows(0.5, 5.5, latency=0.8).fault(5.0, 8.0, kind="timeout")
    waterfall = first(made.request(0.1, None, FLV).flows(0.2, 5.0).shows(8.0, 30.0, latency=0.8))
    assert [waterfall.stages[name].value for name in ("detect", "decide", "switch")] == [None, None, None]
    assert not any(stage.censored for stage in waterfall.stages.values())
    assert waterfall.stages["first_frame"].value == pytest.approx(8.0 - 5.5 + FRAME, abs=0.001)


def test_a_recovery_that_no_request_brought_is_censored_at_the_decision() -> None:
    stages = first(outage(returns_at=None)).stages
    assert stages["decide"].censored
    assert stages["decide"].value == pytest.approx(35.0 - 6.006, abs=0.001)
    assert stages["switch"] == stages["steady"] == Stage(value=None, note="not reached")


def test_a_player_that_does_nothing_is_censored_at_the_detection() -> None:
    made = Made(30.0).steadied().shows(0.5, 5.0, latency=0.8).fault(5.0, 20.0)
    made.request(0.1, 5.0, FLV, error="net::ERR_FAILED")
    detect = first(made).stages["detect"]
    assert detect.censored
    assert detect.value == pytest.approx(25.0 + FRAME, abs=0.001)


def test_a_picture_that_came_back_too_late_to_tell_is_censored_at_the_steadiness() -> None:
    steady = first(outage(returns_at=31.0)).stages["steady"]
    assert steady.censored
    assert steady.value == 0.0


def test_a_picture_that_never_stopped_leaves_only_how_steady_it_was() -> None:
    waterfall = first(cut(healthy(20.0).fault(5.0, 6.0)))
    assert [name for name, stage in waterfall.stages.items() if stage.value is not None] == ["steady"]
    assert waterfall.stages["steady"].value == 0.0


def test_a_picture_that_never_stopped_was_steady_before_the_player_did_anything() -> None:
    waterfall = first(cut(healthy(20.0).fault(5.0, 6.0).state("retrying", 6.0, 7.0)))
    reached = {name: stage.value for name, stage in waterfall.stages.items() if stage.value is not None}
    assert reached == {"detect": pytest.approx(0.995), "steady": 0.0}
    assert waterfall.stages["steady"].at == pytest.approx(5.0)


def test_each_disturbance_has_its_own_with_its_steps() -> None:
    made = Made(50.0).shows(0.5, 5.0, latency=0.8).fault(5.0, 7.0).fault(6.0, 8.0, step=1)
    made.shows(9.0, 25.0, latency=0.8).fault(25.0, 27.0, step=2).shows(28.0, 50.0, latency=0.8)
    cut(cut(made), at=25.005)
    assert [waterfall.steps for waterfall in waterfalls(made.timeline())] == [(0, 1), (2,)]


def test_a_fault_that_nobody_saw_has_none() -> None:
    made = Made(50.0).shows(0.5, 5.0, latency=0.8).fault(5.0, 7.0).shows(9.0, 25.0, latency=0.8)
    made.fault(25.0, 27.0, step=1).shows(28.0, 50.0, latency=0.8)
    assert waterfalls(made.timeline()) == ()
    assert [waterfall.steps for waterfall in waterfalls(cut(made, at=25.005).timeline())] == [(1,)]


def test_the_stages_name_what_was_taken_for_the_reaction() -> None:
    assert first(over_hls()).stages["detect"].note == "a request for /live/live/k.flv"
    told = first(cut(healthy(20.0).fault(5.0, 6.0).state("retrying", 6.0, 7.0)))
    assert told.stages["detect"].note == "the notice 'retrying' was shown"


def test_without_a_fault_or_without_play_before_it_there_is_none() -> None:
    assert waterfalls(healthy().timeline()) == ()
    assert waterfalls(Made(20.0).fault(0.0, 8.0).shows(9.0, 20.0, latency=0.8).timeline()) == ()


def test_every_stage_is_explained() -> None:
    assert list(first(over_hls()).stages) == list(MEANINGS)
