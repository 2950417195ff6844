"""Numbers for people."""

import pytest

from chaoslab.english import counted, plain, rounded, seconds, unit_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (9, "9"),
        (9.0, "9"),
        (0.1 + 0.2, "0.3"),
        (0.00001, "0.00001"),
        (-0.0, "0"),
        (1006.0, "1006"),
        (20_000_000, "20,000,000"),
        (-12_345.6, "-12,345.6"),
        (float("inf"), "inf"),
    ],
)
def test_a_number_is_shown_whole(value: float, text: str) -> None:
    assert plain(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (9.12345, "9.123"),
        (99.996, "100"),
        (0.0012346, "0.001235"),
        (1234.5, "1234"),
        (2.0943712e7, "20,943,712"),
        (0.0, "0"),
        (float("nan"), "nan"),
    ],
)
def test_four_digits_are_enough_but_none_is_lost_before_the_point(value: float, text: str) -> None:
    assert rounded(value) == text


@pytest.mark.parametrize(
    ("value", "limit", "text"),
    [
        (9.0004, 9, "9.0004"),
        (8.9996, 9, "8.9996"),
        (9.00004, 9, "9.00004"),
        (9.000951, 9, "9.001"),
        (9.0, 9, "9"),
        (9 + 1e-12, 9, "9"),
        (99.996, 99.998, "99.996"),
        (99.996, 101, "100"),
        (1234.4, 1234, "1234.4"),
    ],
)
def test_a_rounded_number_stays_on_its_side_of_a_limit(value: float, limit: float, text: str) -> None:
    assert rounded(value, [7, limit]) == text


def test_a_set_number_of_decimals_is_kept_unless_more_are_needed() -> None:
    assert rounded(5.0, [9], decimals=2) == "5.00"
    assert rounded(9.0004, [9], decimals=2) == "9.0004"


def test_one_is_not_many() -> None:
    assert (counted(1, "picture"), counted(0, "picture"), counted(150_000, "picture")) == (
        "1 picture",
        "0 pictures",
        "150000 pictures",
    )
    assert counted(2, "batch", "batches") == "2 batches"


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        ("1", "frames", "frame"),
        ("≤ 1", "frames", "frame"),
        ("0", "frames", "frames"),
        ("21", "frames", "frames"),
        ("1\u00a0±\u00a01", "frames", "frames"),
        ("1", "s", "s"),
    ],
)
def test_a_unit_follows_its_number(number: str, unit: str, text: str) -> None:
    assert unit_of(number, unit) == text


@pytest.mark.parametrize(("value", "text"), [(-0.04, "0.0 s"), (-0.06, "-0.1 s"), (9.14, "9.1 s")])
def test_no_time_is_less_than_nothing_by_nothing(value: float, text: str) -> None:
    assert seconds(value) == text
