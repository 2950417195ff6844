"""A step that found no player to bite, after one that was witnessed; and steps that could have bitten."""

from typing import Any

from chaoslab.experiment.method.step import Step
from chaoslab.judge.judge import judge
from chaoslab.judge.verdict import Outcome, Verdict
from chaoslab.plan.model import Expectation, TrialPlan
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made

RESET = "net::ERR_CONNECTION_RESET"
BROKEN = "recovered: expected yes, observed no (the picture stood still from 5.0 s to the end)"
IDLE = (
    "proxy_down (step 2): found nothing to act on: the player had given up; it showed no new picture from 5.0 s to the "
    "end, and asked for nothing on the flv leg from 20.0 s on"
)


def twice(*expect: Expectation, leg: str = "flv", **second: Any) -> TrialPlan:
    first = Step(at=5, lasting=3, fault="proxy_down", settings={"leg": "flv"})
    again = Step(**{"at": 20, "lasting": 3, "fault": "proxy_down", "settings": {"leg": leg}, **second})
    wanted = expect or (Expectation(probe="recovered", equals=True),)
    return TrialPlan(id="t", experiment="e.yaml", title="T", steps=(first, again), expect=wanted, watch=10)


def gave_up() -> Made:
    """Plays FLV to 5 s, when it is cut and lost; asks once more and gives up. The second cut comes at 20 s."""
    made = Made(33.0).steadied().request(0.1, 5.001, "/live/live/k.flv", error=RESET).shows(0.5, 5.0, latency=0.8)
    made.fault(5.0, 8.0).request(6.0, 6.01, "/live/live/k.flv", error="net::ERR_CONNECTION_REFUSED")
    return made.fault(20.0, 23.0, step=1)


def judged(made: Made, plan: TrialPlan | None = None) -> Verdict:
    return judge(plan or twice(), made.timeline())


def test_a_player_that_gave_up_after_the_first_cut_has_failed_although_the_second_had_nothing_to_cut() -> None:
    verdict = judged(gave_up())
    assert (verdict.outcome, verdict.reasons) == (Outcome.FAILED, (BROKEN, IDLE))
    assert [receipt.witnessed for receipt in verdict.receipts] == [True, False]
    assert verdict.receipts[1].player_was_gone
    assert verdict.sentence.startswith("FLV was cut at 5.0 s; the player ")
    assert "no independent witness" not in verdict.sentence
    assert "20.0 s" not in verdict.sentence


def test_it_does_not_pass_because_nothing_was_asked_of_it() -> None:
    verdict = judged(gave_up(), twice(Expectation(probe="startup_time", at_most=3)))
    assert (verdict.outcome, verdict.reasons) == (Outcome.NOT_INJECTED, (IDLE,))


def test_a_fault_that_did_not_bite_a_player_that_plays_says_nothing() -> None:
    played = Made(33.0).steadied().request(0.1, 5.001, "/live/live/k.flv", error=RESET).shows(0.5, 5.0, latency=0.8)
    played.fault(5.0, 8.0).hls(9.0).shows(10.0, 33.0, latency=4.0).fault(20.0, 23.0, step=1)
    verdict = judged(played)  # too far behind live, so that `recovered` is broken
    assert verdict.outcome is Outcome.NOT_INJECTED
    assert "says nothing about the player" in verdict.sentence


def test_nor_one_that_came_while_the_player_still_showed_something() -> None:
    assert judged(gave_up().shows(19.0, 21.0, latency=0.8)).outcome is Outcome.NOT_INJECTED
    assert judged(gave_up().shows(30.0, 30.5, latency=0.8)).outcome is Outcome.NOT_INJECTED


def test_nor_one_whose_leg_the_player_went_on_to_use() -> None:
    held = gave_up().request(15.0, None, "/live/live/k.flv")  # open and silent
    assert judged(held).outcome is Outcome.NOT_INJECTED
    assert judged(gave_up().request(25.0, 25.1, "/live/live/k.flv")).outcome is Outcome.NOT_INJECTED


def test_a_leg_that_the_step_does_not_harm_is_none_of_its() -> None:
    assert judged(gave_up().request(25.0, 25.1, "/api/status", leg="api")).outcome is Outcome.FAILED
    anything = twice(fault="publisher_pause", settings={})
    assert judged(gave_up().request(25.0, 25.1, "/api/status", leg="api"), anything).outcome is Outcome.NOT_INJECTED
    assert judged(gave_up(), anything).outcome is Outcome.FAILED


def test_nor_one_after_a_recovery() -> None:
    recovered = Made(33.0).steadied().request(0.1, 5.001, "/live/live/k.flv", error=RESET)
    recovered.shows(0.5, 5.0, latency=0.8).fault(5.0, 8.0).shows(8.0, 19.6, latency=0.8).fault(20.0, 23.0, step=1)
    assert judged(recovered).outcome is Outcome.NOT_INJECTED


def test_without_a_witnessed_step_nothing_is_said() -> None:
    unseen = Made(33.0).steadied().request(0.1, None, "/live/live/k.flv").shows(0.5, 5.0, latency=0.8)
    unseen.fault(5.0, 8.0).fault(20.0, 23.0, step=1)
    assert judged(unseen).outcome is Outcome.NOT_INJECTED


def waited(made: Made, *, within: float) -> Verdict:
    """The second step waits for the picture to move again; the trial is given up when that does not come."""
    end = 5.0 + within
    facts = {"step": 1, "edge": "start", "condition": "playing_again", "within": within}
    made.add(end, EventName.CONDITION_MISSED, **facts)
    made.add(end, EventName.FAULT_SKIPPED, step=1, fault="proxy_down", why="it did not play again")
    return judged(made, twice(at=None, when="playing_again", within=within))


def test_a_step_that_waited_in_vain_for_a_player_that_gave_up_leaves_what_the_first_one_decided() -> None:
    first = Made(25.0).steadied().request(0.1, 5.001, "/live/live/k.flv", error=RESET).shows(0.5, 5.0, latency=0.8)
    verdict = waited(first.fault(5.0, 8.0), within=20.0)
    assert verdict.outcome is Outcome.FAILED
    assert verdict.reasons[0] == BROKEN
    assert verdict.reasons[1] == (
        "proxy_down (step 2): it did not play again: the player had given up; it showed no new picture from 5.0 s to "
        "the end"
    )


def test_one_that_was_given_up_before_the_player_had_its_time_says_nothing() -> None:
    first = Made(12.0).steadied().request(0.1, 5.001, "/live/live/k.flv", error=RESET).shows(0.5, 5.0, latency=0.8)
    assert waited(first.fault(5.0, 8.0), within=7.0).outcome is Outcome.NOT_INJECTED
