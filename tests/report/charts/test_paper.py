import pytest

from chaoslab.report.charts.paper import Paper, ticks


def test_time_runs_from_margin_to_margin() -> None:
    paper = Paper(200, 50, left=20, right=10)
    assert (paper.x(0), paper.x(25), paper.x(50)) == (20, 105, 190)


def test_what_is_outside_lies_on_the_edge() -> None:
    paper = Paper(200, 50, left=20, right=10)
    assert (paper.x(-5), paper.x(60)) == (20, 190)


def test_a_length_on_the_paper_lasts_a_time() -> None:
    assert Paper(200, 50, left=0, right=0).seconds(4) == 1


def test_no_time_at_all_can_be_drawn() -> None:
    assert Paper(200, 0).x(0) == Paper(200, 0).left


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (0, 55, 12, (0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55)),
        (0, 32.4, 4, (0, 10, 20, 30)),
        (0, 0.9, 4, (0, 0.5)),
        (0, 2.8, 4, (0, 1, 2)),
        (3.2, 9, 3, (4, 6, 8)),
        (0, 0, 4, (0,)),
    ],
)
def test_ticks_are_round_numbers(low: float, high: float, most: int, expected: tuple[float, ...]) -> None:
    assert ticks(low, high, most) == expected
