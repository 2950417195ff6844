"""Findings: sentences on what nobody asked about."""

from chaoslab.judge.findings import findings
from chaoslab.judge.judge import judge
from chaoslab.judge.verdict import Outcome
from chaoslab.plan.model import Expectation, TrialPlan
from chaoslab.timeline.events import EventName
from tests.evidence.picture.test_silent_freeze import stopped
from tests.judge.test_picture_words import covered
from tests.made_timeline import ZERO, Made, healthy


def test_a_silent_freeze_is_told_with_its_times() -> None:
    (sentence,) = findings(stopped(5.0, 9.0).timeline())
    assert sentence == (
        "From 5.0 s to 9.0 s the picture stood still while the media element said that it was playing: a silent freeze."
    )


def test_of_many_the_first_are_told_and_the_rest_counted() -> None:
    made = Made(50.0).steadied()
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


def test_a_picture_that_was_left_standing_is_told_with_why() -> None:
    made = Made(30.0).steadied().shows(0.5, 6.0, latency=0.8, media=1).fault(5.0, 8.0)
    for turn in range(4, 120):
        paused = turn >= 24
        position = min(turn, 24) / 4
        made.add(turn / 4, EventName.MEDIA_SAMPLED, media=1, paused=paused, ready_state=4, position=position)
    (told,) = findings(made.timeline())
    assert told == (
        "From 6.0 s to the end the picture stood still, from 8.0 s on while the stream flowed at the origin and nobody "
        "had asked for a pause: the media element was paused."
    )


def test_a_moving_picture_that_was_covered_is_told() -> None:
    assert findings(covered(9.0).timeline()) == (
        "From 9.0 s to the end the picture could not be seen: covered by div.notice.",
    )


def test_a_notice_over_a_dead_picture_hides_nothing() -> None:
    assert not any("could not be seen" in one for one in findings(covered(9.0, moves=False).timeline()))


def test_what_may_have_been_covered_is_told_with_the_remedy() -> None:
    made = healthy(20.0)
    look = {"media": None, "share": 0.0, "possible": 1.0, "width": 640, "height": 360}
    made.add(6.0, EventName.MEDIA_VIEW_CHANGED, **look, why="may be covered by iframe#ad", checked_at=ZERO + 5.9)
    (told,) = findings(made.timeline())
    assert told.startswith(
        "From 6.0 s to the end the lab cannot say whether the picture was seen: it may be covered by"
    )


def test_elements_that_disagree_are_told() -> None:
    made = Made(20.0).steadied().shows(0.5, 6.0, latency=0.8, media=1).shows(0.5, 20.0, latency=0.8, media=2)
    for media, width, height in ((1, 640, 360), (2, 160, 90)):
        look = {"share": 1.0, "possible": 1.0, "why": "", "checked_at": ZERO}
        made.add(0.2, EventName.MEDIA_VIEW_CHANGED, media=media, width=width, height=height, **look)
        made.add(0.1, EventName.MEDIA_ATTACHED, media=media, tag="video")
    told = "Element 1 (video, 640\u00d7360), the largest, stood still from 6.0 s to the end while element 2 showed new"
    assert any(one.startswith(told) for one in findings(made.timeline()))
