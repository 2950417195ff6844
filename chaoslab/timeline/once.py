"""Computes an answer about a timeline once, and keeps it as long as the timeline lives."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from chaoslab.timeline.timeline import Timeline

_T = TypeVar("_T")


def once_per_timeline(answer: Callable[[Timeline], _T]) -> Callable[[Timeline], _T]:
    """Call a pure function once per timeline; a timeline seen through a window is another one.

    Two threads that call it at the same time may both compute, but get the same answer.
    """

    @wraps(answer)
    def kept(timeline: Timeline) -> _T:
        if answer not in timeline.answers:
            timeline.answers.setdefault(answer, answer(timeline))
        result: _T = timeline.answers[answer]
        return result

    return kept
