from hypothesis import given
from hypothesis import strategies as st

from chaoslab.report.thinning import Bar, Point, joined, thinned

NUMBERS = st.floats(0, 1000)
POINTS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=300, unique_by=lambda point: point[0]).map(sorted)


@given(POINTS, st.integers(2, 50))
def test_few_points_keep_the_lowest_the_highest_and_the_order(points: list[Point], most: int) -> None:
    few = thinned(points, most)
    assert len(few) <= most + 1
    assert list(few) == sorted(few) and set(few) <= set(points)
    assert min(value for _, value in few) == min(value for _, value in points)
    assert max(value for _, value in few) == max(value for _, value in points)


def test_few_points_stay_as_they_are() -> None:
    assert thinned([(0, 1), (1, 2)], 2) == ((0, 1), (1, 2))


def test_bars_that_would_touch_are_drawn_as_one() -> None:
    bars = [Bar(0, 1, "a", "first"), Bar(1.05, 2, "a", "second"), Bar(5, 6, "a", "third")]
    assert joined(bars, 0.1) == (Bar(0, 2, "a", "first", 2), Bar(5, 6, "a", "third"))


def test_bars_of_other_kinds_stay_apart() -> None:
    assert len(joined([Bar(0, 1, "a", ""), Bar(0.5, 2, "b", "")], 1)) == 2


def test_a_short_bar_inside_a_long_one_does_not_shorten_it() -> None:
    assert joined([Bar(0, 9, "a", "long"), Bar(1, 2, "a", "short")], 0.1) == (Bar(0, 9, "a", "long", 2),)
