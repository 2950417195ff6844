"""Which steps of a method can be on at the same time."""

from bisect import bisect
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

    def pairs(
        self, steps: Sequence[int] | None = None, matters: Sequence[int] | None = None
    ) -> Iterator[tuple[int, int]]:
        """All that may, the earlier in the file first; by default of all steps.

        One of each pair is a step that `matters`; by default all of them do.
        """
        in_turn = sorted(range(len(self._starts)) if steps is None else steps, key=self._turn)
        mattering = in_turn if matters is None else sorted(matters, key=self._turn)
        matter = frozenset(mattering)
        for turn, one in enumerate(in_turn, 1):
            if one in matter:
                others, begin = in_turn, turn
            else:
                others, begin = mattering, bisect(mattering, self._turn(one), key=self._turn)
            for place in range(begin, len(others)):
                if self._starts[others[place]] >= self._ends[one]:
                    break
                if self.may_overlap(one, others[place]):
                    yield min(one, others[place]), max(one, others[place])

    def _turn(self, step: int) -> tuple[float, int]:
        return self._starts[step], step


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
