"""Findings: sentences on what nobody asked about."""

from chaoslab.judge.findings import findings
from chaoslab.judge.judge import judge
from chaoslab.judge.verdict import Outcome
from chaoslab.plan.model import Expectation, TrialPlan
from chaoslab.timeline.events import EventName
from tests.evidence.picture.test_silent_freeze import stopped
from tests.made_timeline import Made, healthy


def test_a_silent_freeze_is_told_with_its_times() -> None:
    (sentence,) = findings(stopped(5.0, 9.0).timeline())
    assert sentence == (
        "From 5.0 s to 9.0 s the picture stood still while the media element said that it was playing: a silent freeze."
    )


def test_of_many_the_first_are_told_and_the_rest_counted() -> None:
    made = Made(60.0).steadied()
    for turn in range(200):
        made.add(turn / 4, EventName.MEDIA_SAMPLED, media=1, paused=False, ready_state=4, position=turn / 4)
    for second in range(0, 45, 5):
        made.shows(second + 0.5, second + 3.0, latency=0.5, media=1)
    sentences = findings(made.timeline())
    assert len(sentences) == 6
    assert sentences[-1].startswith("The picture froze silently 4 more times, ")


def test_a_healthy_stream_has_none() -> None:
    assert findings(healthy().timeline()) == ()


def test_a_verdict_carries_them_and_its_outcome_does_not_rest_on_them() -> None:
    plan = TrialPlan(id="t", experiment="t.yaml", title="t", expect=(Expectation(probe="stall_count", at_least=1),))
    verdict = judge(plan, stopped(5.0, 9.0).timeline())
    assert verdict.outcome is Outcome.PASSED
    assert len(verdict.findings) == 1
