"""Whether the browser, by itself, dropped a good part of the pictures that it had decoded."""

from chaoslab.evidence.picture.dropped_by_browser import why_thinned
from chaoslab.judge.judge import judge
from chaoslab.judge.verdict import Outcome
from chaoslab.plan.model import Expectation
from chaoslab.timeline.events import EventName
from tests.judge.test_judge import plan
from tests.made_timeline import Made, healthy, outage

FPS = 30


def thinned(made: Made, start: float, end: float, *, fps: int = FPS) -> Made:
    """Samples each 250 ms of a trial of 15 s, in which every third picture is dropped from `start` to `end`."""
    decoded = dropped = 0.0
    for quarter in range(61):
        at = quarter / 4
        decoded += fps / 4
        dropped += fps / 12 if start < at <= end else 0
        made.add(at, EventName.MEDIA_SAMPLED, media=1, dropped=int(dropped), total=int(decoded))
    return made


def test_a_browser_that_shows_what_it_has_is_not_to_blame() -> None:
    assert why_thinned(thinned(healthy(), 0, 0).timeline()) == ""


def test_a_phase_of_drops_is_told_with_its_time() -> None:
    reason = why_thinned(thinned(healthy(), 4, 9).timeline())
    assert reason.startswith("from 3 s to 5 s the browser itself dropped 1")
    assert reason.endswith(" pictures that it had decoded")


def test_a_late_picture_or_two_are_no_phase() -> None:
    assert why_thinned(thinned(healthy(), 4, 4.75).timeline()) == ""


def test_drops_under_a_fault_may_be_its_effect() -> None:
    made = thinned(healthy(), 4, 9)
    made.add(3.5, EventName.FAULT_INJECTED, step=0, fault="bitrate_surge", sent_at=1003.5, returned_at=1003.5)
    made.add(9.5, EventName.FAULT_LIFTED, step=0, fault="bitrate_surge", sent_at=1009.5, returned_at=1009.5)
    assert why_thinned(made.timeline()) == ""


def test_a_hidden_page_shows_nothing() -> None:
    made = thinned(healthy(), 4, 9).add(3.5, EventName.PAGE_HIDDEN, trusted=True)
    assert why_thinned(made.add(10, EventName.PAGE_SHOWN, trusted=True).timeline()) == ""


def test_a_stream_that_is_faster_than_the_screen_must_drop() -> None:
    assert why_thinned(thinned(healthy(), 4, 9, fps=90).timeline()) == ""


def test_who_asks_for_dropped_frames_gets_a_verdict_on_them() -> None:
    thin = thinned(healthy(), 4, 9).timeline()
    assert why_thinned(thin)
    for name in ("dropped_frame_ratio", "dropped_frames"):
        assert judge(plan((Expectation(probe=name, at_least=0),), faulted=False), thin).outcome is Outcome.PASSED


def test_such_a_trial_has_neither_passed_nor_failed_and_is_run_again() -> None:
    for expect in ((), (Expectation(probe="flv_retries", equals=2),)):
        made = plan(expect or plan().expect)
        verdict = judge(made, thinned(outage(), 0, 3).timeline())
        assert (verdict.outcome, verdict.worth_another_try) == (Outcome.INVALID, True)
        assert "the browser itself dropped" in verdict.reasons[0]
