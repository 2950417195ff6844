"""Which steps can be on at the same time."""

from chaoslab.experiment.method.overlaps import Overlaps
from chaoslab.experiment.method.step import After, Step
from tests.experiment.method.test_step_times import CUT, ON_FALLBACK


def test_a_step_after_the_end_of_another_never_overlaps_it_though_their_ranges_do() -> None:
    third = Step(after=After(step=1), lasting=1, fault="proxy_down")
    fourth = Step(after=After(step=2, of="start", plus=1), lasting=1, fault="proxy_down")
    steps = [CUT, ON_FALLBACK, third, fourth]
    overlaps = Overlaps(steps)
    assert overlaps.comes_after(2, 1)
    assert overlaps.comes_after(3, 1)
    assert not overlaps.comes_after(1, 2)
    assert not overlaps.comes_after(3, 2)
    assert not overlaps.may_overlap(1, 3)
    assert overlaps.may_overlap(0, 1)
    assert overlaps.may_overlap(2, 3)
    assert sorted(overlaps.pairs()) == [(0, 1), (0, 2), (2, 3)]


def test_a_fault_for_good_overlaps_all_that_comes_later_and_nothing_before() -> None:
    later = Step(after=After(step=0), lasting=1, fault="publisher_stop")
    before = Step(at=1, lasting=4, fault="publisher_stop")
    assert Overlaps([CUT, later], for_good={0}).may_overlap(0, 1)
    assert not Overlaps([CUT, before], for_good={0}).may_overlap(0, 1)


def test_of_some_steps_only_pairs_with_one_that_matters_are_told() -> None:
    steps = [Step(at=at, lasting=4, fault="proxy_down") for at in (1, 2, 3, 9, 4)]
    overlaps = Overlaps(steps)
    assert sorted(overlaps.pairs()) == [(0, 1), (0, 2), (0, 4), (1, 2), (1, 4), (2, 4)]
    assert sorted(overlaps.pairs([0, 1, 2, 3], [1, 3])) == [(0, 1), (1, 2)]
    assert sorted(overlaps.pairs([0, 1, 4], [])) == []


def test_two_steps_that_begin_together_are_told_once() -> None:
    steps = [Step(at=1, lasting=4, fault="proxy_down") for _ in range(3)]
    assert list(Overlaps(steps).pairs([0, 1, 2], [1])) == [(0, 1), (1, 2)]
