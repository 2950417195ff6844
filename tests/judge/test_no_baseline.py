"""What never worked before the fault is not missed after it."""

from typing import Any

import pytest

from chaoslab.judge.judge import judge
from chaoslab.judge.verdict import Outcome, Verdict
from chaoslab.plan.model import Expectation, RigPlan
from chaoslab.players.spec import PlayerSpec
from chaoslab.probes import probe
from chaoslab.timeline.events import EventName
from tests.judge.test_judge import plan
from tests.made_timeline import Made, outage

DIALECT = "this page does not speak the lab's own signalling (stream:viewer:join)"
OTHER = RigPlan(player="shop", spec=PlayerSpec(title="T", url="http://h/", states={}))


def judged(made: Made, rig: RigPlan, **limits: Any) -> Verdict:
    (name,) = limits
    value = limits[name]
    expect = Expectation(probe=name, **value) if isinstance(value, dict) else Expectation(probe=name, equals=value)
    return judge(plan((expect,)).model_copy(update={"rig": rig}), made.timeline())


def counted(*counts: tuple[float, int]) -> Made:
    made = outage()
    for at, count in counts:
        made.counted(at, count)
    return made


def test_a_page_that_nobody_counted_before_the_fault_is_not_accused_after_it() -> None:
    verdict = judged(counted((0.2, 0)), OTHER, viewer_count=1)
    assert verdict.outcome is Outcome.INVALID
    assert verdict.reasons == (
        f"viewer_count: expected 1, observed 0: no viewer was counted before the fault either: {DIALECT}",
    )


def test_nor_does_it_pass_for_a_page_that_left() -> None:
    assert judged(counted((0.2, 0)), OTHER, viewer_count=0).outcome is Outcome.INVALID


def test_one_that_was_counted_and_is_no_more_has_failed() -> None:
    verdict = judged(counted((0.2, 0), (1.0, 1), (7.0, 0)), OTHER, viewer_count=1)
    assert verdict.outcome is Outcome.FAILED
    assert judged(counted((0.2, 0), (1.0, 1)), OTHER, viewer_count=1).outcome is Outcome.PASSED


def test_the_reference_player_is_known_to_speak_it() -> None:
    assert judged(counted((0.2, 0)), RigPlan(), viewer_count=1).outcome is Outcome.FAILED


def test_a_count_that_was_wrong_already_says_nothing_about_what_followed() -> None:
    verdict = judged(counted((0.5, 2)), OTHER, viewer_count=1)
    assert (verdict.outcome, verdict.reasons) == (
        Outcome.INVALID,
        ("viewer_count: expected 1, observed 2 (the server counted 2 before the fault already)",),
    )
    assert judged(counted((0.5, 1)), OTHER, viewer_count=0).outcome is Outcome.FAILED  # it should have left
    assert judged(counted((0.5, 2), (7.0, 3)), OTHER, viewer_count=1).outcome is Outcome.FAILED


def test_what_was_never_counted_has_not_come_back_either() -> None:
    made = counted((0.2, 0), (7.0, 0)).socket(0.2, 5.01).socket(7.0)
    assert probe("rejoin_time").measure(made.timeline()).value is None
    assert judged(made, OTHER, rejoin_time={"at_most": 8}).outcome is Outcome.INVALID
    lost = counted((0.2, 1), (7.0, 0)).socket(0.2, 5.01).socket(7.0)
    assert judged(lost, OTHER, rejoin_time={"at_most": 8}).outcome is Outcome.FAILED


@pytest.mark.parametrize("name", ["signal_outage", "streaming_attempts", "chat_cooldown", "reconnect_peak"])
def test_a_page_without_such_a_connection_is_not_accused_of_having_lost_it(name: str) -> None:
    verdict = judged(outage(), OTHER, **{name: {"at_most": 3}})
    assert verdict.outcome is Outcome.INVALID
    assert "connection before the fault either" in verdict.reasons[0]


def test_one_that_had_it_and_never_came_back_has_failed() -> None:
    had = outage().socket(0.2, 5.01, ns="streaming")
    assert judged(had, OTHER, signal_outage={"at_most": 3}).outcome is Outcome.FAILED
    assert judged(had, OTHER, reconnect_peak={"at_most": 3}).outcome is Outcome.FAILED


def test_connections_that_cannot_be_told_apart_are_the_labs_limit() -> None:
    two = outage().socket(0.2, 5.01).socket(0.3, 5.01)
    assert judged(two, OTHER, streaming_attempts={"at_most": 3}).outcome is Outcome.INVALID


def test_a_page_that_nobody_counts_is_not_told_of_the_end() -> None:
    verdict = judged(counted((0.2, 0)), OTHER, requests_after_end=0)
    assert (verdict.outcome, verdict.reasons) == (
        Outcome.INVALID,
        (
            (
                "requests_after_end: expected 0, observed nothing: the page was never told that the broadcast is over, "
                f"and no viewer was counted before the fault either: {DIALECT}"
            ),
        ),
    )
    assert judged(counted((0.2, 1)), OTHER, requests_after_end=0).outcome is Outcome.FAILED


def test_before_the_page_is_opened_nothing_could_have_worked() -> None:
    made = Made(20.0).add(0.1, EventName.PAGE_OPENED, document="1", url="").fault(0.0, 5.0)
    made.request(0.1, 0.2, "/live/live/k.flv", error="net::ERR_CONNECTION_REFUSED").counted(0.1, 0)
    made.shows(8.0, 20.0, latency=0.8)
    step = plan().steps[0].model_copy(update={"at": 0})
    broken = plan((Expectation(probe="viewer_count", equals=1),)).model_copy(update={"steps": (step,), "rig": OTHER})
    assert judge(broken, made.timeline()).outcome is Outcome.INVALID
    assert judge(broken, made.counted(8.0, 1).timeline()).outcome is Outcome.PASSED
    assert judge(broken, made.counted(12.0, 0).timeline()).outcome is Outcome.FAILED
