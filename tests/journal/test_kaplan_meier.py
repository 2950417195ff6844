"""The median of times of which some had not ended."""

from hypothesis import given
from hypothesis import strategies as st

from chaoslab.journal.kaplan_meier import median_time


def ended(*times: float) -> list[tuple[float, bool]]:
    return [(time, False) for time in times]


def test_without_censoring_it_is_the_time_by_which_half_had_ended() -> None:
    assert median_time(ended(1.0, 2.0, 9.0)) == 2.0
    assert median_time(ended(1.0, 2.0, 3.0, 9.0)) == 2.0


def test_a_time_that_had_not_ended_moves_it_up() -> None:
    assert median_time([*ended(1.0, 2.0, 3.0), (1.5, True), (2.5, True)]) == 3.0


def test_a_time_that_was_lost_sight_of_late_is_no_end() -> None:
    assert median_time([*ended(1.0, 2.0), (30.0, True)]) == 2.0
    assert median_time([*ended(1.0), (30.0, True), (30.0, True)]) is None


def test_of_nothing_there_is_none() -> None:
    assert median_time([]) is None


def test_the_textbook_example() -> None:
    """Kaplan and Meier's own method on the 6-MP arm of Freireich 1963: the median is 23 weeks."""
    events = (6, 6, 6, 7, 10, 13, 16, 22, 23)
    lost = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
    assert median_time([*ended(*events), *((float(time), True) for time in lost)]) == 23


@given(st.lists(st.tuples(st.floats(0, 1e6), st.booleans()), min_size=1, max_size=30))
def test_it_is_one_of_the_times_that_ended(times: list[tuple[float, bool]]) -> None:
    found = median_time(times)
    assert found is None or any(time == found and not censored for time, censored in times)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=30))
def test_at_least_half_had_ended_by_then(times: list[float]) -> None:
    found = median_time(ended(*times))
    assert found is not None
    assert sum(time <= found for time in times) * 2 >= len(times)
    assert sum(time < found for time in times) * 2 < len(times)
