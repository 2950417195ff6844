"""Why a player had not recovered, on made timelines."""

import pytest

from chaoslab.evidence.picture.disturbance import disturbances
from chaoslab.evidence.picture.latency_slack import latency_slack
from chaoslab.evidence.picture.why_not_recovered import in_words, surely_not_before, why_not_recovered
from chaoslab.judge.judge import judge
from chaoslab.judge.verdict import Outcome, Verdict
from chaoslab.judge.waterfall import waterfalls
from chaoslab.plan.model import Expectation
from chaoslab.probes import probe
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.timeline import Timeline
from tests.judge.test_judge import plan
from tests.made_timeline import ZERO, Made

BEHIND = "plays again since 13.0 s, but 2.1 s further behind live than before (2 s allowed)"


def cut(length: float = 28.0, *, latency: float = 0.8) -> Made:
    """FLV is cut at 5 s for 8 s."""
    made = Made(length).steadied().request(0.1, 5.0, "/live/live/k.flv", error="net::ERR_CONNECTION_RESET")
    return made.shows(0.5, 5.0, latency=latency).fault(5.0, 13.0)


def allowing(made: Made, slack: float) -> Timeline:
    opened = Event(ZERO, EventName.TRIAL_OPENED, {"latency_slack": slack})
    return Timeline.of([opened, *made.events[1:], *made.timeline().events[-1:]])


def words(timeline: Timeline) -> str:
    why = why_not_recovered(timeline, disturbances(timeline)[-1])
    return "" if why is None else in_words(timeline, why)


def judged(timeline: Timeline, *expect: Expectation) -> Verdict:
    return judge(plan(expect or (Expectation(probe="recovered", equals=True),)), timeline)


def test_a_journal_that_does_not_say_allows_two_seconds() -> None:
    assert latency_slack(cut().timeline()) == 2.0
    assert latency_slack(allowing(cut(), 3.5)) == 3.5


def test_one_that_plays_too_far_behind_live_is_told_by_how_much() -> None:
    timeline = cut().shows(13.0, 28.0, latency=0.8 + 2.1).timeline()
    assert words(timeline) == BEHIND
    verdict = judged(timeline)
    assert (verdict.outcome, verdict.reasons) == (Outcome.FAILED, (f"recovered: expected yes, observed no: {BEHIND}",))
    assert waterfalls(timeline)[0].stages["steady"].note == BEHIND


def test_it_recovered_within_what_is_allowed() -> None:
    made = cut().shows(13.0, 28.0, latency=0.8 + 2.1)
    assert judged(allowing(made, 2.2)).outcome is Outcome.PASSED
    assert judged(allowing(made, 1.0)).outcome is Outcome.FAILED
    assert judged(cut().shows(13.0, 28.0, latency=0.8 + 1.9).timeline()).outcome is Outcome.PASSED


def test_the_difference_is_never_rounded_to_what_is_allowed() -> None:
    timeline = cut().shows(13.0, 28.0, latency=0.8 + 2.0 + 1 / 30).timeline()
    assert "but 2.0333 s further behind live than before (2 s allowed)" in words(timeline)


def test_its_time_to_recover_is_at_least_as_long_as_it_was_seen_not_to_have() -> None:
    timeline = cut().shows(13.0, 28.0, latency=3.0).timeline()
    measurement = probe("time_to_recover").measure(timeline)
    assert measurement.censored
    assert measurement.value == pytest.approx(28.0 - 5.0, abs=0.05)
    assert probe("ttr_clear").measure(timeline).value == pytest.approx(28.0 - 13.0)
    assert waterfalls(timeline)[0].stages["steady"].value == pytest.approx(28.0 - 13.0, abs=0.05)


def test_back_a_second_before_the_end_is_too_early_to_tell() -> None:
    timeline = cut().shows(26.7, 28.0, latency=0.8).timeline()
    early = "too early to tell: plays again since 26.7 s, 1.3 s before the end, and 5 s are needed"
    assert words(timeline) == early
    verdict = judged(timeline)
    assert (verdict.outcome, verdict.reasons) == (
        Outcome.INVALID,
        (f"recovered: expected yes, observed nothing ({early})",),
    )
    never = judged(timeline, Expectation(probe="recovered", equals=False))
    assert never.outcome is Outcome.INVALID
    assert verdict.measurements["recovered_degraded"].value is None
    assert verdict.measurements["latency_residual"].value is None
    assert surely_not_before(timeline, disturbances(timeline)[0]) == pytest.approx(ZERO + 26.7)


def test_a_time_that_is_too_long_already_fails_however_early_the_end() -> None:
    timeline = cut().shows(26.7, 28.0, latency=0.8).timeline()
    assert judged(timeline, Expectation(probe="time_to_recover", at_most=10)).outcome is Outcome.FAILED
    open_yet = judged(timeline, Expectation(probe="time_to_recover", at_most=22))
    assert open_yet.outcome is Outcome.INVALID
    assert "too early to tell: plays again since 26.7 s" in open_yet.reasons[0]


def test_one_that_plays_for_a_second_too_far_behind_or_too_thinly_has_not_recovered() -> None:
    assert judged(cut().shows(26.7, 28.0, latency=4.0).timeline()).outcome is Outcome.FAILED
    thin = cut().shows(26.7, 28.0, latency=0.8, every=3).timeline()
    assert judged(thin).outcome is Outcome.FAILED
    assert words(thin) == "plays again since 26.7 s, but at 10.0 pictures a second where the publisher sent 30.0"


def test_one_that_caught_up_just_before_the_end_may_have_recovered() -> None:
    made = cut().shows(13.0, 26.4, latency=4.0).shows(26.4, 28.0, latency=0.8)
    assert words(made.timeline()).startswith("too early to tell: plays again since 24.8 s")  # the median, from there on
    assert judged(made.timeline()).outcome is Outcome.INVALID


def test_one_that_had_time_and_stopped_again_has_not() -> None:
    made = cut().shows(13.0, 25.0, latency=0.8).shows(26.0, 28.0, latency=0.8)
    assert words(made.timeline()) == "the picture stopped again from 25.0 s to 26.0 s"
    verdict = judged(made.timeline())
    assert verdict.outcome is Outcome.FAILED
    assert verdict.measurements["time_to_recover"].value == pytest.approx(26.0 - 5.0, abs=0.05)


def test_a_picture_that_stands_to_the_end_is_told_since_when() -> None:
    timeline = cut().shows(13.0, 25.0, latency=0.8).timeline()
    assert words(timeline) == "the picture stood still from 25.0 s to the end"
    assert judged(timeline).outcome is Outcome.FAILED
    assert probe("latency_residual").measure(timeline).value is None


def test_one_that_recovered_is_not_explained() -> None:
    assert words(cut().shows(13.0, 28.0, latency=0.8).timeline()) == ""
