"""How a trace is played, and how much it lets pass."""

from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chaoslab.traces import Change, Schedule, Trace
from chaoslab.traces.schedule import Allowed

TRACE = Trace((Change(0, 800, 40, 10), Change(4, 80, 100), Change(6, 400, 60)), 10.0)


def first(schedule: Schedule, number: int) -> list[tuple[float, float]]:
    return [(change.at, change.kbit_per_s) for change in islice(schedule.changes(), number)]


def test_it_begins_anew_when_it_is_over() -> None:
    assert first(Schedule(TRACE), 5) == [(0, 800), (4, 80), (6, 400), (10, 800), (14, 80)]


def test_played_once_its_last_change_holds_on() -> None:
    once = Schedule(TRACE, loop=False)
    assert first(once, 9) == [(0, 800), (4, 80), (6, 400)]
    assert once.stretches(100)[-1][:2] == (6, 100)


def test_it_may_begin_in_the_middle_and_then_each_round_does() -> None:
    assert first(Schedule(TRACE, start=5), 4) == [(0, 80), (1, 400), (5, 80), (6, 400)]


def test_it_may_be_faster_wider_and_later_than_it_was() -> None:
    played = list(islice(Schedule(TRACE, speed=2, scale=0.5, latency=20).changes(), 4))
    assert played == [Change(0, 400, 60, 10), Change(2, 40, 120), Change(3, 200, 80), Change(5, 400, 60, 10)]


def test_what_does_not_change_is_no_change() -> None:
    same = Trace((Change(0, 800), Change(1, 800), Change(2, 80), Change(3, 800)), 4.0)
    assert first(Schedule(same), 4) == [(0, 800), (2, 80), (3, 800), (6, 80)]
    assert first(Schedule(Trace((Change(0, 800), Change(1, 800)), 2.0)), 9) == [(0, 800)]


def test_bytes_are_counted_over_changes_and_rounds() -> None:
    allowed = Allowed(Schedule(TRACE), 20.0)
    assert allowed.between(0, 4) == pytest.approx(400_000)
    assert allowed.between(3, 5) == pytest.approx(110_000)
    assert allowed.between(4.5, 5.5) == pytest.approx(10_000)
    assert allowed.between(0, 10) == allowed.between(10, 20) == pytest.approx(620_000)


def test_before_the_beginning_and_after_the_end_nothing_is_counted() -> None:
    allowed = Allowed(Schedule(TRACE), 5.0)
    assert allowed.between(-3, 0) == 0
    assert allowed.between(-1, 1) == pytest.approx(100_000)
    assert allowed.between(4.5, 9) == pytest.approx(5000)


def test_no_rate_is_less_than_a_kilobyte_a_second() -> None:
    assert Allowed(Schedule(Trace((Change(0, 0),), 1.0)), 10.0).between(2, 4) == pytest.approx(2000)


@given(
    st.lists(st.floats(0.1, 5), min_size=1, max_size=6),
    st.lists(st.sampled_from([8.0, 80.0, 800.0]), min_size=6, max_size=6),
    st.floats(0.2, 4),
    st.booleans(),
)
def test_changes_come_in_order_each_unlike_the_one_before(
    steps: list[float], rates: list[float], speed: float, loop: bool
) -> None:
    at, changes = 0.0, []
    for step, rate in zip(steps, rates, strict=False):
        changes.append(Change(at, rate))
        at += step
    schedule = Schedule(Trace(tuple(changes), at), speed=speed, loop=loop)
    played = list(islice(schedule.changes(), 20))
    assert played[0].at == 0
    assert all(before.at < after.at for before, after in pairwise(played))
    assert all(before.kbit_per_s != after.kbit_per_s for before, after in pairwise(played))
    stretches = schedule.stretches(30.0)
    assert [start for start, _, _ in stretches[1:]] == [end for _, end, _ in stretches[:-1]]
    assert stretches[-1][1] == 30.0
