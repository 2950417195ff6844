"""When steps can be on, as far as that is known before."""

from chaoslab.experiment.method.step import After, Step
from chaoslab.experiment.method.step_times import Range, comes_after, may_overlap, step_times

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


def test_a_step_after_the_end_of_another_never_overlaps_it_though_their_ranges_do() -> None:
    third = Step(after=After(step=1), lasting=1, fault="proxy_down")
    fourth = Step(after=After(step=2, of="start", plus=1), lasting=1, fault="proxy_down")
    steps = [CUT, ON_FALLBACK, third, fourth]
    assert comes_after(steps, 2, 1)
    assert comes_after(steps, 3, 1)
    assert not may_overlap(steps, 1, 3)
    assert may_overlap(steps, 0, 1)
    assert may_overlap(steps, 2, 3)


def test_a_fault_for_good_overlaps_all_that_comes_later_and_nothing_before() -> None:
    later = Step(after=After(step=0), lasting=1, fault="publisher_stop")
    before = Step(at=1, lasting=4, fault="publisher_stop")
    assert may_overlap([CUT, later], 0, 1, for_good={0})
    assert not may_overlap([CUT, before], 0, 1, for_good={0})
