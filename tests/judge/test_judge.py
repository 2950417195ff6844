"""The verdict on made timelines."""

from chaoslab.experiment.method.step import Step
from chaoslab.judge.judge import judge
from chaoslab.judge.verdict import Outcome
from chaoslab.plan.model import Expectation, TrialPlan
from chaoslab.timeline.events import EventName
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
    assert all(expectation.held for expectation in verdict.expectations)
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
    assert not verdict.worth_another_try


def test_a_stream_that_stood_still_before_the_fault_makes_the_trial_invalid() -> None:
    stopped = Made(35.0).steadied(2.5).shows(0.5, 3.5, latency=0.8).fault(5.0, 25.0)
    stopped.request(0.1, 5.005, "/live/live/k.flv", error="net::ERR_INCOMPLETE_CHUNKED_ENCODING")
    verdict = judge(plan((Expectation(probe="recovered", equals=True),)), stopped.timeline())
    assert verdict.outcome is Outcome.INVALID
    (reason,) = verdict.reasons
    assert reason == (
        "the steady state no longer held when the first fault came at 5.0 s: "
        "frame_rate: expected ≥ 27 frames/s, observed 7.5 frames/s"
    )
    assert verdict.worth_another_try  # another try may be spared it


def test_a_fault_in_the_first_two_seconds_is_preceded_by_the_time_since_the_opening() -> None:
    early = Made(20.0).steadied(1.4).shows(0.0, 1.6, latency=0.8).fault(1.5, 5.0).shows(9.0, 20.0, latency=0.8)
    early.request(0.0, 1.505, "/live/live/k.flv", error="net::ERR_INCOMPLETE_CHUNKED_ENCODING")
    verdict = judge(plan((Expectation(probe="stall_count", equals=1),)), early.timeline())
    assert (verdict.outcome, verdict.reasons) == (Outcome.PASSED, ())


def test_a_page_whose_clock_contradicts_its_round_trips_makes_the_trial_invalid() -> None:
    mapped = {"document": "1", "navigation_start": 0.0, "samples": 5, "violations": 2, "uncertainty": 0.2}
    verdict = judge(plan(), outage().add(0.2, EventName.CLOCK_MAPPED, **mapped).timeline())
    assert verdict.outcome is Outcome.INVALID
    assert verdict.reasons == ("the page's clock could not be mapped: 2 of 5 round trips contradict it",)


def test_a_page_of_which_part_was_not_heard_makes_the_trial_invalid() -> None:
    holes = outage().add(20.0, EventName.RECORDER_LOST, expected=3, got=5)
    verdict = judge(plan(), holes.timeline())
    assert (verdict.outcome, verdict.reasons) == (
        Outcome.INVALID,
        ("part of what the page recorded was lost: 2 batches",),
    )
    unmapped = holes.add(21.0, EventName.RECORDER_LOST, expected=4, got=0)
    assert judge(plan(), unmapped.timeline()).reasons == ("part of what the page recorded was lost: 6 batches",)


def test_a_page_that_was_never_heard_is_not_said_to_have_shown_nothing() -> None:
    unheard = Made(20.0).add(0.1, EventName.RECORDER_LOST, expected=1, got=0)
    assert judge(plan(), unheard.timeline()).reasons == ("part of what the page recorded was lost: 1 batch",)


def test_what_is_lost_before_or_after_the_observation_says_nothing() -> None:
    lost = outage().add(-0.5, EventName.RECORDER_LOST, expected=0, got=1)
    lost.add(35.5, EventName.RECORDER_LOST, expected=1, got=0)
    assert judge(plan(), lost.timeline()).outcome is Outcome.PASSED


def test_what_a_crash_took_along_does_not_keep_it_from_counting_and_what_was_lost_before_does() -> None:
    died = outage().add(30.0, EventName.PAGE_CRASHED).add(30.0, EventName.RECORDER_LOST, expected=1, got=0)
    verdict = judge(plan(), died.timeline())
    assert (verdict.outcome, verdict.reasons) == (Outcome.FAILED, ("the page crashed at 30.0 s",))
    verdict = judge(plan(), died.add(20.0, EventName.RECORDER_LOST, expected=3, got=4).timeline())
    assert verdict.outcome is Outcome.INVALID
    assert verdict.reasons == ("part of what the page recorded was lost: 1 batch", "the page crashed at 30.0 s")


def test_a_page_that_crashed_fails_whatever_the_expectations_say() -> None:
    verdict = judge(plan(), outage().add(30.0, EventName.PAGE_CRASHED).timeline())
    assert all(expectation.held for expectation in verdict.expectations)
    assert (verdict.outcome, verdict.reasons) == (Outcome.FAILED, ("the page crashed at 30.0 s",))


def test_a_crash_without_a_fault_fails_too() -> None:
    crashed = healthy().add(9.0, EventName.PAGE_CRASHED).timeline()
    verdict = judge(plan((Expectation(probe="stall_count", equals=0),), faulted=False), crashed)
    assert verdict.outcome is Outcome.FAILED


def test_a_crash_in_a_trial_that_says_nothing_stays_among_its_reasons() -> None:
    crashed = healthy(35.0).fault(5.0, 25.0).add(30.0, EventName.PAGE_CRASHED)
    verdict = judge(plan(), crashed.timeline())
    assert verdict.outcome is Outcome.NOT_INJECTED
    assert verdict.reasons[-1] == "the page crashed at 30.0 s"


def test_a_page_that_crashed_after_it_was_observed_says_nothing() -> None:
    assert judge(plan(), outage().add(35.5, EventName.PAGE_CRASHED).timeline()).outcome is Outcome.PASSED


def test_a_trial_that_ended_too_early_to_tell_is_invalid() -> None:
    verdict = judge(plan((Expectation(probe="stall_time", at_most=60),)), outage(returns_at=None).timeline())
    assert verdict.outcome is Outcome.INVALID
    (reason,) = verdict.reasons
    assert reason.startswith("stall_time: expected ≤ 60 s, observed at least 29.93 s")
    assert reason.endswith(": observation ended too early to tell")


def test_a_broken_expectation_outweighs_one_that_cannot_be_told() -> None:
    expect = (Expectation(probe="stall_time", at_most=60), Expectation(probe="flv_retries", equals=2))
    verdict = judge(plan(expect), outage(returns_at=None).timeline())
    assert (verdict.outcome, verdict.reasons) == (Outcome.FAILED, ("flv_retries: expected 2, observed 3",))


def test_sentence_and_outcome_rest_on_the_same_witness() -> None:
    """A live note is written until the lift begins; the receipt is read from the whole timeline."""
    verdict = judge(plan(), outage().timeline())
    assert verdict.receipts[0].witnessed
    assert verdict.sentence.startswith("FLV was cut at 5.0 s; the player retried 3 times")


def test_a_healthy_stream_needs_no_fault_to_be_judged() -> None:
    verdict = judge(plan((Expectation(probe="stall_count", equals=0),), faulted=False), healthy().timeline())
    assert verdict.outcome is Outcome.PASSED


def test_the_same_timeline_gives_the_same_verdict() -> None:
    timeline = outage().timeline()
    assert judge(plan(), timeline).model_dump_json() == judge(plan(), timeline).model_dump_json()


def early(*expect: Expectation) -> TrialPlan:
    step = Step(at=0, lasting=8, fault="proxy_down", settings={"leg": "flv"})
    return TrialPlan(id="t", experiment="e.yaml", title="T", steps=(step,), expect=expect, watch=12)


def test_a_fault_before_the_page_needs_no_steady_state() -> None:
    made = (
        Made(20.0).fault(0.0, 8.0).add(0.1, EventName.PAGE_OPENED, document="1", url="").shows(9.0, 20.0, latency=0.8)
    )
    made.request(0.2, 0.21, "/live/live/k.flv", error="net::ERR_CONNECTION_REFUSED")
    verdict = judge(early(Expectation(probe="startup_time", at_least=8)), made.timeline())
    assert (verdict.outcome, verdict.reasons) == (Outcome.PASSED, ())


def test_a_page_that_was_never_seen_proves_nothing() -> None:
    verdict = judge(early(Expectation(probe="waiting_shown", equals=False)), Made(20.0).fault(0.0, 8.0).timeline())
    assert (verdict.outcome, verdict.reasons) == (Outcome.INVALID, ("the page was never seen to open",))


def test_a_step_that_was_skipped_says_why_and_the_trial_is_not_injected() -> None:
    why = "never injected: the condition error_shown (the page shows its error) was not met within 9 s"
    waiting = Step(when="error_shown", within=9, lasting=2, fault="tab_hide")
    made = healthy(20.0).add(12.0, EventName.FAULT_SKIPPED, step=0, fault="tab_hide", why=why)
    verdict = judge(plan().model_copy(update={"steps": (waiting,)}), made.timeline())
    assert (verdict.outcome, verdict.reasons) == (Outcome.NOT_INJECTED, (f"tab_hide (step 1): {why}",))
    assert verdict.receipts[0].injected_at is None
    assert verdict.sentence == (
        "The tab was to be hidden as soon as the page shows its error, which did not happen within 9 s; "
        "so the trial was given up at 12.0 s and says nothing."
    )


def test_a_fault_on_a_leg_that_the_player_never_used_says_so() -> None:
    cut = Step(at=5, lasting=5, fault="proxy_down", settings={"leg": "hls"})
    verdict = judge(plan().model_copy(update={"steps": (cut,)}), healthy(35.0).fault(5.0, 10.0).timeline())
    assert verdict.outcome is Outcome.NOT_INJECTED
    (reason,) = verdict.reasons
    assert reason == (
        "proxy_down (step 1): the player asked for nothing on the hls leg before the fault or after it, so "
        "no witness could see an effect"
    )
