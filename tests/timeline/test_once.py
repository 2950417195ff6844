"""An answer about a timeline is computed once, belongs to that timeline alone, and goes with it."""

import copy
import gc
import pickle
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline


@dataclass(frozen=True)
class Answer:
    """What it was computed from, which it keeps alive as long as it lives."""

    of: Timeline


class Count:
    """How many events there are; `asked` is of which timelines that was computed."""

    def __init__(self) -> None:
        self.asked: list[Timeline] = []

    def __call__(self, timeline: Timeline) -> int:
        self.asked.append(timeline)
        return len(timeline.events)


def made(*at: float) -> Timeline:
    return Timeline.of(Event(time, EventName.PAGE_OPENED) for time in at)


@once_per_timeline
def answer(timeline: Timeline) -> Answer:
    return Answer(timeline)


@once_per_timeline
def start(timeline: Timeline) -> float:
    return timeline.start


def test_it_is_computed_once_for_each_timeline() -> None:
    counting = Count()
    count = once_per_timeline(counting)
    first, other = made(1.0), made(1.0, 2.0)
    assert [count(first), count(other), count(first), count(other)] == [1, 2, 1, 2]
    assert counting.asked == [first, other]


def test_however_many_timelines_are_asked_by_turns_each_is_computed_once() -> None:
    counting = Count()
    count = once_per_timeline(counting)
    many = [made(*range(length)) for length in range(40)]
    assert [count(timeline) for _ in range(3) for timeline in many] == [*range(40)] * 3
    assert counting.asked == many


def test_timelines_of_the_same_events_do_not_share_an_answer() -> None:
    first, other = made(1.0), made(1.0)
    assert answer(first).of is first
    assert answer(other).of is other


def test_functions_of_the_same_timeline_do_not_share_an_answer() -> None:
    timeline = made(1.0)
    assert (answer(timeline).of, start(timeline)) == (timeline, 1.0)


def test_an_answer_about_a_window_is_its_own() -> None:
    whole = made(1.0, 5.0)
    window = whole.through(2.0, 4.0)
    assert [start(whole), start(window), start(whole.through(3.0, 4.0))] == [1.0, 2.0, 3.0]
    assert answer(window).of is window


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_a_copy_takes_no_answer_along(copied: Callable[[Timeline], Timeline]) -> None:
    whole = made(1.0, 5.0).through(2.0, 4.0)
    assert (answer(whole).of, start(whole)) == (whole, 2.0)
    other = copied(whole)
    assert other.answers == {}
    assert (answer(other).of, start(other)) == (other, 2.0)
    assert answer(whole).of is whole


def test_a_function_that_failed_is_asked_again() -> None:
    asked: list[Timeline] = []

    @once_per_timeline
    def fails_once(timeline: Timeline) -> int:
        asked.append(timeline)
        if len(asked) == 1:
            raise ValueError
        return len(asked)

    one = made(1.0)
    with pytest.raises(ValueError, match=r"^$"):
        fails_once(one)
    assert [fails_once(one), fails_once(one)] == [2, 2]


def test_an_answer_may_rest_on_that_of_a_window() -> None:
    @once_per_timeline
    def windows(timeline: Timeline) -> int:
        return 0 if timeline.window else 1 + windows(timeline.through(0.0, 1.0))

    one = made(1.0)
    assert [windows(one), windows(one.through(0.0, 1.0)), windows(one)] == [1, 0, 1]


def test_an_answer_of_nothing_is_an_answer() -> None:
    asked: list[Timeline] = []

    @once_per_timeline
    def nothing(timeline: Timeline) -> None:
        asked.append(timeline)

    timeline = made()
    nothing(timeline)
    nothing(timeline)
    assert asked == [timeline]


def test_an_answer_goes_with_its_timeline_though_it_holds_it() -> None:
    timeline = made(1.0)
    gone = weakref.ref(answer(timeline)), weakref.ref(timeline)
    del timeline
    gc.collect()
    assert [reference() for reference in gone] == [None, None]


def test_threads_that_ask_at_the_same_time_are_given_the_same_answer() -> None:
    together = threading.Barrier(4)

    @once_per_timeline
    def slow(timeline: Timeline) -> Answer:
        together.wait(5)
        return Answer(timeline)

    timeline = made(1.0)
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(slow, [timeline] * 4))
    assert {id(answer) for answer in answers} == {id(answers[0])}


def test_it_keeps_the_name_and_the_words_of_what_is_asked() -> None:
    assert (start.__name__, start.__module__) == ("start", __name__)
