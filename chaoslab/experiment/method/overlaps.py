"""Which steps of a method can be on at the same time."""

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from math import inf

from chaoslab.experiment.method.step import Step
from chaoslab.experiment.method.step_times import step_times


class Overlaps:
    """What is known of that before the trial; steps `for_good` are never over. `after` must not form a circle."""

    def __init__(self, steps: Sequence[Step], *, for_good: Container[int] = ()) -> None:
        times = step_times(steps)
        self._for_good = for_good
        self._starts = [one.start.low for one in times]
        self._ends = [inf if index in for_good else one.lift.high for index, one in enumerate(times)]
        self._places, self._follow_until = _places(steps)

    def comes_after(self, late: int, early: int) -> bool:
        """Whether step `late` begins only once `early` has been lifted, by following each `after`."""
        return self._places[early] < self._places[late] < self._follow_until[early]

    def may_overlap(self, first: int, second: int) -> bool:
        """Whether two steps can be on at the same time."""
        for late, early in ((first, second), (second, first)):
            if early not in self._for_good and self.comes_after(late, early):
                return False
        return self._starts[first] < self._ends[second] and self._starts[second] < self._ends[first]

    def pairs(self) -> Iterator[tuple[int, int]]:
        """All that may, the earlier in the file first; in no order."""
        by_start = sorted(range(len(self._starts)), key=self._starts.__getitem__)
        for turn, one in enumerate(by_start, 1):
            for other in by_start[turn:]:
                if self._starts[other] >= self._ends[one]:
                    break
                if self.may_overlap(one, other):
                    yield min(one, other), max(one, other)


def _places(steps: Sequence[Step]) -> tuple[list[int], list[int]]:
    """Each step's place in an order in which what follows a step's lift stands right behind it, and where that ends.

    So whether one step follows the lift of another takes two comparisons, however long the way between them.
    """
    following = defaultdict[int | None, list[int]](list)
    for index, step in enumerate(steps):
        following[step.after.step if step.after else None].append(index)
    order, waiting = [], list(following[None])
    while waiting:
        order.append(index := waiting.pop())
        # What counts from the lift is pushed last, and so comes first.
        waiting += sorted(following[index], key=lambda one: _is_after_lift(steps[one]))
    places, sizes = [0] * len(steps), [1] * len(steps)
    for place, index in enumerate(order):
        places[index] = place
    until = [0] * len(steps)
    for index in reversed(order):
        until[index] = places[index] + 1 + sum(sizes[one] for one in following[index] if _is_after_lift(steps[one]))
        sizes[index] += sum(sizes[one] for one in following[index])
    return places, until


def _is_after_lift(step: Step) -> bool:
    return step.after is not None and step.after.of == "lift"
