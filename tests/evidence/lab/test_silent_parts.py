"""When parts of the rig fell silent."""

import pytest

from chaoslab.evidence.lab.silent_parts import silences
from chaoslab.timeline.events import PARTS_STEP, EventName
from chaoslab.timeline.timeline import Timeline
from tests.made_timeline import ZERO, Made, healthy


def sampled(made: Made, *, stopped: tuple[float, float] | None = None, part: str = "harness") -> Made:
    """Samples over 15 s, in which one part is stopped for a while."""
    for turn in range(int(15 / PARTS_STEP)):
        at = turn * PARTS_STEP
        names = [part] if stopped and stopped[0] <= at < stopped[1] else []
        made.add(at, EventName.PARTS_SAMPLED, running=["browser"], stopped=names)
    return made


def found(timeline: Timeline) -> list[tuple[str, float, float]]:
    return [(one.part, round(one.start - ZERO, 3), round(one.end - ZERO, 3)) for one in silences(timeline)]


def without_frames(made: Made, start: float, end: float) -> Made:
    silent = range(round((ZERO + start) * 30), round((ZERO + end) * 30))
    made.events = [
        event
        for event in made.events
        if event.name is not EventName.PUBLISHER_FRAME_SENT or round(event.at * 30) not in silent
    ]
    return made


def test_parts_that_run_are_never_silent() -> None:
    assert found(sampled(healthy()).timeline()) == []


def test_a_stopped_process_is_silent_from_the_sample_before_to_the_one_after() -> None:
    made = sampled(healthy(), stopped=(6.0, 8.0))
    assert found(made.timeline()) == [("harness", 6.0 - PARTS_STEP, 8.0)]


def test_one_that_stays_stopped_is_silent_to_the_end() -> None:
    assert found(sampled(healthy(), stopped=(14.0, 99.0)).timeline()) == [("harness", 14.0 - PARTS_STEP, 15.0)]


def test_a_publisher_that_sends_nothing_is_silent() -> None:
    ((part, start, end),) = found(without_frames(healthy(), 6.0, 8.5).timeline())
    assert part == "publisher"
    assert (start, end) == pytest.approx((6.0, 8.5), abs=0.05)
    assert found(without_frames(healthy(), 6.0, 6.9).timeline()) == []


def test_what_came_before_the_page_does_not_count() -> None:
    assert found(without_frames(healthy(), -4.0, -1.0).timeline()) == []


def test_where_nobody_looked_nothing_is_known() -> None:
    assert found(healthy().timeline()) == []
