"""A part of the lab that fell silent is never the player's fault, unless a fault of the trial silenced it."""

import pytest

from chaoslab.experiment.method.step import Step
from chaoslab.judge.judge import judge
from chaoslab.judge.rig_silent import why_the_rig_was_silent
from chaoslab.judge.verdict import Outcome
from chaoslab.plan.model import Expectation, TrialPlan
from tests.evidence.lab.test_silent_parts import sampled, without_frames
from tests.made_timeline import healthy


def plan(fault: str = "latency", **settings: object) -> TrialPlan:
    step = Step(at=5, lasting=3, fault=fault, settings=settings)
    expect = (Expectation(probe="stall_count", equals=0),)
    return TrialPlan(id="t", experiment="t.yaml", title="t", steps=(step,), expect=expect)


LATENCY = plan(leg="flv", latency=400)


@pytest.mark.parametrize("part", ["harness", "toxiproxy", "browser", "lalserver", "gates-flv"])
def test_a_stopped_part_makes_the_trial_invalid_by_its_name(part: str) -> None:
    timeline = sampled(healthy().fault(5.0, 8.0, kind="latency"), stopped=(6.0, 9.0), part=part).timeline()
    verdict = judge(LATENCY, timeline)
    assert verdict.outcome is Outcome.INVALID
    assert verdict.worth_another_try
    title = "origin" if part == "lalserver" else part
    assert verdict.reasons == (
        f"a part of the lab fell silent: the {title}, from 5.5 s to 9.0 s (its process was stopped)",
    )


def test_a_publisher_that_sends_nothing_makes_it_invalid_too() -> None:
    made = without_frames(healthy().fault(5.0, 8.0, kind="latency"), 6.0, 15.0)
    reason = why_the_rig_was_silent(LATENCY, made.timeline())
    assert reason == "a part of the lab fell silent: the publisher, from 6.0 s to the end (it sent no frame)"


@pytest.mark.parametrize(
    ("fault", "settings"),
    [
        ("publisher_pause", {}),
        ("origin_pause", {}),
        ("timeout", {"leg": "ingest"}),
        ("proxy_down", {"leg": "ingest"}),
    ],
)
def test_a_fault_that_silences_the_publisher_explains_it(fault: str, settings: dict[str, object]) -> None:
    made = without_frames(healthy().fault(5.0, 8.0, kind=fault), 5.1, 9.5)
    assert why_the_rig_was_silent(plan(fault, **settings), made.timeline()) == ""


def test_it_does_not_explain_a_publisher_that_stays_away() -> None:
    made = without_frames(healthy(20.0).fault(5.0, 8.0, kind="publisher_pause"), 5.1, 19.0)
    assert "the publisher, from 5.1 s to 19.0 s" in why_the_rig_was_silent(plan("publisher_pause"), made.timeline())


def test_a_publisher_that_ends_for_good_is_silent_for_good() -> None:
    made = without_frames(healthy(20.0).fault(5.0, 8.0, kind="stream_end"), 5.1, 20.0)
    assert why_the_rig_was_silent(plan("stream_end"), made.timeline()) == ""


def test_a_paused_origin_explains_its_own_stopped_process_and_no_other() -> None:
    made = sampled(healthy().fault(5.0, 8.0, kind="origin_pause"), stopped=(5.5, 8.0), part="lalserver")
    assert why_the_rig_was_silent(plan("origin_pause"), made.timeline()) == ""
    other = sampled(healthy().fault(5.0, 8.0, kind="origin_pause"), stopped=(5.5, 8.0))
    assert "the harness" in why_the_rig_was_silent(plan("origin_pause"), other.timeline())


def test_a_silence_before_its_fault_is_not_explained_by_it() -> None:
    made = without_frames(healthy().fault(8.0, 9.0, kind="publisher_pause"), 4.0, 6.0)
    assert "the publisher, from 4.0 s" in why_the_rig_was_silent(plan("publisher_pause"), made.timeline())
