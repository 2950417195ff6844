"""When steps can be on, as far as that is known before."""

import pytest

from chaoslab.experiment.method.step import After, Step
from chaoslab.experiment.method.step_times import Range, step_times

CUT = Step(at=5, lasting=4, fault="proxy_down")
ON_FALLBACK = Step(after=After(step=0, of="start"), when="fallback_seen", within=20, lasting=3, fault="tab_hide")


def test_fixed_times_are_known() -> None:
    (times,) = step_times([CUT])
    assert (times.start, times.lift) == (Range(5, 5), Range(9, 9))
    assert times.start.known


def test_a_step_after_another_counts_from_its_end_or_its_start() -> None:
    after_end = Step(after=After(step=0, plus=2), lasting=1, fault="tab_hide")
    after_start = Step(after=After(step=0, of="start", plus=2), lasting=1, fault="tab_hide")
    found = step_times([CUT, after_end, after_start])
    assert [times.start.low for times in found] == [5, 11, 7]


def test_a_condition_makes_a_range_and_what_follows_inherits_it() -> None:
    then = Step(after=After(step=1), lasting=1, fault="proxy_down")
    _, second, third = step_times([CUT, ON_FALLBACK, then])
    assert (second.start, second.lift) == (Range(5, 25), Range(8, 28))
    assert third.start == Range(8, 28)


def test_a_fault_until_a_condition_may_end_at_once() -> None:
    (times,) = step_times([CUT.model_copy(update={"until": "stalled"})])
    assert times.lift == Range(5, 9)


def test_what_waits_from_the_steady_state_on_begins_between_2_s_and_the_first_fixed_step() -> None:
    waiting = Step(when="stalled", within=3, lasting=1, fault="tab_hide")
    assert step_times([waiting])[0].start == Range(2, 23)
    assert step_times([waiting, CUT])[0].start == Range(2, 8)


def test_a_chain_of_any_length_is_followed_to_its_end() -> None:
    steps = [CUT, *(Step(after=After(step=index), lasting=1, fault="proxy_down") for index in range(5000))]
    assert step_times(steps)[-1].start == Range(5008, 5008)


def test_a_circle_is_refused_and_not_followed_for_ever() -> None:
    circle = [Step(after=After(step=1 - index), lasting=1, fault="proxy_down") for index in range(2)]
    with pytest.raises(ValueError, match="step 1 counts from itself"):
        step_times(circle)
