"""When each step really happened, and what it was counted from."""

from typing import Any

import pytest

from chaoslab.experiment.method.step import After, Step
from chaoslab.journal.step_instants import step_instants
from chaoslab.plan.model import TrialPlan
from chaoslab.timeline.events import EventName
from tests.made_timeline import ZERO, Made

CUT: dict[str, Any] = {"fault": "proxy_down", "settings": {"leg": "flv"}}


def plan(*steps: Step) -> TrialPlan:
    return TrialPlan(id="t", experiment="t.yaml", title="t", steps=steps)


def made(shift: float = 0.0) -> Made:
    return Made(30.0).add(3.0, EventName.TRIAL_STEADIED, after=3.0, shift=shift)


def test_a_step_with_a_time_counts_from_where_the_method_begins() -> None:
    start, lift = step_instants(plan(Step(at=5, lasting=2, **CUT)), made(1.5).fault(6.512, 8.501).timeline())
    assert (start.edge, lift.edge) == ("start", "lift")
    assert start.at == pytest.approx(5.012)
    assert start.own == pytest.approx(5.012)
    assert lift.own == pytest.approx(7.001)


def test_a_step_that_waits_counts_from_when_its_condition_was_known() -> None:
    waits = Step(lasting=2, when="fallback_seen", within=20, **CUT)
    known = {"step": 0, "edge": "start", "condition": "fallback_seen", "known_at": ZERO + 12.3}
    (start, lift) = step_instants(
        plan(waits), made().add(12.2, EventName.CONDITION_MET, **known).fault(12.32, 14.35).timeline()
    )
    assert start.waited_for == "fallback_seen"
    assert start.at == pytest.approx(12.32)
    assert start.own == pytest.approx(0.02)
    assert lift.own == pytest.approx(2.03)
    assert lift.waited_for == ""


def test_a_step_that_follows_another_counts_from_that_one() -> None:
    after = Step(lasting=1, after=After(step=0, of="lift", plus=3), **CUT)
    timeline = made().fault(5.0, 7.2).fault(10.21, 11.22, step=1).timeline()
    follows = [one for one in step_instants(plan(Step(at=5, lasting=2, **CUT), after), timeline) if one.step == 1]
    assert [one.own for one in follows] == pytest.approx([3.01, 1.01])


def test_a_step_without_any_time_counts_from_the_steady_state() -> None:
    (start, _) = step_instants(plan(Step(lasting=1, **CUT)), made().fault(3.05, 4.05).timeline())
    assert start.own == pytest.approx(0.05)


def test_a_step_that_never_came_has_no_instant() -> None:
    assert step_instants(plan(Step(at=5, lasting=2, **CUT)), made().timeline()) == ()
