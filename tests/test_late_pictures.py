"""Late pictures: live latency that rose, and stayed up for long enough."""

import pytest

from chaoslab.late_pictures import first_late_picture
from tests.made_timeline import ZERO, Made

ALL = {"since": ZERO + 5, "until": ZERO + 15}


def shown(late: float, seconds: float) -> Made:
    made = Made(20.0).shows(0.5, 6.0, latency=0.8).shows(6.0, 6.0 + seconds, latency=0.8 + late)
    return made.shows(6.0 + seconds, 20.0, latency=0.8)


def test_pictures_that_come_later_are_found_from_the_first_on() -> None:
    found = first_late_picture(shown(1.0, 3.0).timeline(), **ALL, by=0.5)
    assert found is not None
    at, late = found
    assert at == pytest.approx(ZERO + 6.0, abs=0.04)
    assert late == pytest.approx(1.0, abs=0.05)


def test_a_hiccup_of_a_few_pictures_is_none() -> None:
    assert first_late_picture(shown(1.0, 0.2).timeline(), **ALL, by=0.5) is None


def test_pictures_that_are_late_by_less_or_not_at_all_are_none() -> None:
    assert first_late_picture(shown(0.3, 3.0).timeline(), **ALL, by=0.5) is None
    assert first_late_picture(shown(0.0, 3.0).timeline(), **ALL, by=0.5) is None


def test_without_a_picture_before_there_is_nothing_to_compare_with() -> None:
    assert first_late_picture(Made(20.0).shows(6.0, 20.0, latency=3.0).timeline(), **ALL, by=0.5) is None
