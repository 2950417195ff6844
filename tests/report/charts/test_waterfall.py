"""The bar of one stage of a waterfall."""

import re

from chaoslab.report.charts.waterfall import StageBar, waterfall_bar


def shape(bar: StageBar) -> tuple[float, float, str]:
    """(left edge, width, classes) of the bar on an axis from 5 to 15 s."""
    drawn = str(waterfall_bar(bar, 5.0, 15.0))
    found = re.search(r'<rect x="([\d.]+)" y="3" width="([\d.]+)"[^>]*class="([^"]+)"', drawn)
    assert found is not None, drawn
    return float(found[1]), float(found[2]), found[3]


def test_a_stage_begins_where_the_one_before_ended() -> None:
    first = shape(StageBar("impact", 5.0, 8.0, censored=False))
    second = shape(StageBar("detect", 8.0, 15.0, censored=False))
    assert abs(first[0] + first[1] - second[0]) < 0.2
    assert second[1] > first[1]
    assert (first[2], second[2]) == ("waterfall stage-impact", "waterfall stage-detect")


def test_a_stage_that_came_early_lies_before_and_says_so() -> None:
    left, _, classes = shape(StageBar("detect", 9.0, 7.0, censored=False))
    assert left < shape(StageBar("detect", 9.0, 10.0, censored=False))[0]
    assert classes == "waterfall early"


def test_one_that_had_not_ended_is_open() -> None:
    drawn = str(waterfall_bar(StageBar("decide", 6.0, 15.0, censored=True), 5.0, 15.0))
    assert "waterfall open" in drawn
    assert "at least 9.00 seconds" in drawn


def test_a_stage_of_no_time_can_still_be_seen() -> None:
    assert shape(StageBar("steady", 15.0, 15.0, censored=False))[1] == 2.5
