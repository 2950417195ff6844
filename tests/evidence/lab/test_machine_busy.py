"""Whether the machine was too busy to measure."""

from typing import Any

from chaoslab.evidence.lab.machine_busy import IN_A_ROW, STOOD_STILL, WAITS, why_busy
from chaoslab.judge.judge import judge
from chaoslab.judge.verdict import Outcome
from chaoslab.plan.model import Expectation
from chaoslab.timeline.events import EventName
from tests.judge.test_judge import plan
from tests.made_timeline import Made, healthy, outage


def sampled(made: Made, at: int, *, late: float = 0.002, waits: float = 0.8) -> Made:
    facts: dict[str, Any] = {"late": late, "load": 0.4, "wait": 0.0001, "waited": 0.3 * waits, "ran": 0.3}
    return made.add(float(at), EventName.MACHINE_SAMPLED, **facts)


def busy(made: Made, start: int, seconds: int) -> Made:
    for at in range(15):
        sampled(made, at, waits=WAITS + 0.1 if start <= at < start + seconds else 1)
    return made


def test_a_machine_that_gave_a_core_in_time_kept_nobody_waiting() -> None:
    assert why_busy(busy(healthy(), 0, 0).timeline()) == ""


def test_seconds_in_a_row_of_waiting_for_a_core_are_said_with_their_time() -> None:
    reason = why_busy(busy(healthy(), 6, IN_A_ROW).timeline())
    assert reason.startswith(f"the machine was too busy: from 5 s to {5 + IN_A_ROW} s each second of the lab")


def test_a_hiccup_is_none() -> None:
    assert why_busy(busy(healthy(), 6, IN_A_ROW - 1).timeline()) == ""


def test_a_machine_that_stood_still_kept_all_waiting_at_once() -> None:
    made = sampled(healthy(), 7, late=STOOD_STILL)
    assert why_busy(made.timeline()) == "the machine was too busy: at 7 s a timer of the lab fired 0.25 s late"


def test_what_was_before_the_page_was_opened_does_not_count() -> None:
    assert why_busy(sampled(healthy(), -1, late=2).timeline()) == ""


def test_where_no_kernel_counts_the_waits_only_lateness_tells() -> None:
    made = healthy()
    for at in range(9):
        made.add(float(at), EventName.MACHINE_SAMPLED, late=0.1, load=1.0)
    assert why_busy(made.timeline()) == ""


def test_a_page_whose_timers_are_late_is_the_players_doing() -> None:
    made = healthy()
    for at in range(9):
        made.add(float(at), EventName.TIMER_SAMPLED, worst_late=0.9, ticks=2)
    assert why_busy(made.timeline()) == ""


def test_a_trial_on_a_busy_machine_has_neither_passed_nor_failed() -> None:
    passing, failing = (), (Expectation(probe="flv_retries", equals=2),)
    for expect in (passing, failing):
        verdict = judge(plan(expect or plan().expect), busy(outage(), 6, IN_A_ROW).timeline())
        assert (verdict.outcome, verdict.worth_another_try) == (Outcome.INVALID, True)
        assert verdict.reasons[0].startswith("the machine was too busy")
    assert not judge(plan(), busy(outage(), 0, 0).timeline()).worth_another_try
