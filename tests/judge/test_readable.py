"""Pictures that nobody may read, on made timelines."""

from typing import Any

from chaoslab.judge.judge import judge, unsteady, why_unsteady
from chaoslab.judge.verdict import Outcome, Verdict
from chaoslab.plan.model import Expectation
from tests.judge.test_judge import plan
from tests.made_timeline import Made

REMEDIES = (
    "give the media element `crossorigin`, with CORS headers where the video comes from, or serve page and stream from "
    "one origin (`server` in a player file)"
)
WHY = f"its pictures cannot be read, as the video comes from another origin without CORS: {REMEDIES}"
LOST = "net::ERR_INCOMPLETE_CHUNKED_ENCODING"


def tainted(length: float = 35.0) -> Made:
    """Plays from another origin all the time, but for the 8 s in which FLV is cut."""
    made = Made(length).steadied().request(0.1, 5.0, "/live/live/k.flv", error=LOST).fault(5.0, 13.0)
    for start, end in ((0.5, 5.0), (13.0, length)):
        made.shows(start, end, latency=0.8, painted=None, tainted=True)
    return made


def judged(made: Made, **limits: Any) -> Verdict:
    expect = tuple(
        Expectation(probe=name, **value) if isinstance(value, dict) else Expectation(probe=name, equals=value)
        for name, value in limits.items()
    )
    return judge(plan(expect), made.timeline())


def test_what_needs_no_number_is_measured() -> None:
    verdict = judged(tainted(), stall_count=1, stall_time={"at_most": 9}, frame_rate={"at_least": 20})
    assert (verdict.outcome, verdict.reasons) == (Outcome.PASSED, ())
    assert judged(tainted(), stall_count=0).outcome is Outcome.FAILED


WANTED: tuple[dict[str, Any], ...] = (
    {"live_latency": {"at_most": 3}},
    {"recovered": True},
    {"time_to_recover": {"at_most": 9}},
)


def test_what_needs_it_is_undecided_and_both_remedies_are_named() -> None:
    for limits in WANTED:
        verdict = judged(tainted(), **limits)
        assert verdict.outcome is Outcome.INVALID
        assert verdict.reasons[0].endswith(f"observed nothing: {WHY}")
        assert not verdict.worth_another_try


def test_a_steady_state_that_needs_it_never_holds_and_says_why() -> None:
    gate = (Expectation(probe="live_latency", at_most=3),)
    needs = plan((Expectation(probe="stall_count", equals=1),)).model_copy(update={"steady_state": gate})
    timeline = tainted(4.0).timeline()
    assert [
        condition.note for condition in unsteady(needs, timeline.through(timeline.zero + 1, timeline.zero + 3))
    ] == [WHY]
    assert WHY in why_unsteady(needs, timeline)
    assert unsteady(plan(), timeline.through(timeline.zero + 1, timeline.zero + 3)) == ()


def test_a_picture_without_a_number_that_may_be_read_is_another_matter() -> None:
    slate = Made(35.0).steadied().request(0.1, 5.0, "/live/live/k.flv", error=LOST).fault(5.0, 13.0)
    slate.shows(0.5, 35.0, latency=0.8, painted=None)
    assert "CORS" not in judged(slate, live_latency={"at_most": 3}).reasons[0]


def cut() -> Made:
    made = Made(35.0).steadied().request(0.1, 5.0, "/live/live/k.flv", error=LOST)
    return made.shows(0.5, 5.0, latency=0.8, media=1).fault(5.0, 13.0)


def test_one_that_goes_on_with_pictures_that_cannot_be_read_is_not_accused_of_showing_none() -> None:
    fell_back = cut().shows(9.0, 35.0, latency=2.0, media=2, painted=None, tainted=True)
    verdict = judged(fell_back, recovered=True, stall_time={"at_most": 5})
    assert verdict.outcome is Outcome.INVALID
    assert all("from 9.0 s on its pictures cannot be read" in reason for reason in verdict.reasons)


def test_a_backdrop_that_played_all_the_time_excuses_nothing() -> None:
    backdrop = cut().shows(0.5, 35.0, latency=0.8, media=2, painted=None, tainted=True)
    assert judged(backdrop, recovered=True).outcome is Outcome.FAILED


def test_nor_does_one_that_gave_way_to_the_stream_again() -> None:
    passing = cut().shows(9.0, 12.0, latency=0.8, media=2, painted=None, tainted=True)
    passing.shows(13.0, 35.0, latency=0.8, media=1)
    assert judged(passing, recovered=True).outcome is Outcome.PASSED
