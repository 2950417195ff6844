"""Computes an answer about a timeline once, and keeps it as long as that timeline is kept."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from chaoslab.timeline.timeline import Timeline

_T = TypeVar("_T")


def once_per_timeline(answer: Callable[[Timeline], _T]) -> Callable[[Timeline], _T]:
    """Ask a pure function once for each timeline; a timeline that is looked at through a window is another one.

    Two threads that ask at the same time may both compute, and are given the same answer.
    """

    @wraps(answer)
    def kept(timeline: Timeline) -> _T:
        if answer not in timeline.answers:
            timeline.answers.setdefault(answer, answer(timeline))
        found: _T = timeline.answers[answer]
        return found

    return kept
