"""The verdict on made timelines."""

from chaoslab.judge import judge
from chaoslab.plan import Expectation, Step, TrialPlan
from chaoslab.verdict import Outcome
from tests.made_timeline import Made, healthy, outage

STEADY = (Expectation(probe="frame_rate", at_least=27),)
EXPECT = (
    Expectation(probe="flv_retries", equals=3),
    Expectation(probe="retry_delays", equals=(1, 2, 4), within=0.1),
    Expectation(probe="fallback_time", at_most=9),
    Expectation(probe="recovered", equals=True),
)


def plan(expect: tuple[Expectation, ...] = EXPECT, *, faulted: bool = True) -> TrialPlan:
    step = Step(at=5, lasting=20, fault="proxy_down", settings={"leg": "flv"})
    steps = (step,) if faulted else ()
    return TrialPlan(id="t", experiment="e.yaml", title="T", steady_state=STEADY, steps=steps, expect=expect)


def test_a_player_that_does_what_was_declared_passes() -> None:
    verdict = judge(plan(), outage().timeline())
    assert verdict.outcome is Outcome.PASSED
    assert all(one.held for one in verdict.expectations)
    assert verdict.receipts[0].witnessed


def test_a_broken_expectation_fails_and_says_what_was_seen_instead() -> None:
    verdict = judge(plan((Expectation(probe="flv_retries", equals=2),)), outage().timeline())
    assert verdict.outcome is Outcome.FAILED
    assert verdict.reasons == ("flv_retries: expected 2, observed 3",)


def test_a_fault_that_nobody_saw_is_not_injected_whatever_the_player_did() -> None:
    verdict = judge(plan((Expectation(probe="stall_count", equals=0),)), healthy(35.0).fault(5.0, 25.0).timeline())
    assert verdict.outcome is Outcome.NOT_INJECTED


def test_a_stream_that_never_became_steady_makes_the_trial_invalid() -> None:
    verdict = judge(plan(), Made(20.0).timeline())
    assert verdict.outcome is Outcome.INVALID
    assert "steady state was never reached" in verdict.reasons[0]


def test_a_healthy_stream_needs_no_fault_to_be_judged() -> None:
    verdict = judge(plan((Expectation(probe="stall_count", equals=0),), faulted=False), healthy().timeline())
    assert verdict.outcome is Outcome.PASSED


def test_the_same_timeline_gives_the_same_verdict() -> None:
    timeline = outage().timeline()
    assert judge(plan(), timeline).model_dump_json() == judge(plan(), timeline).model_dump_json()
