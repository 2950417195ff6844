"""Ended shown, on made timelines."""

import pytest

from chaoslab.probes import probe
from tests.made_timeline import Made, healthy

ENDED = 5.0


def over() -> Made:
    return healthy(20.0).socket(0.2).told_of_the_end(ENDED)


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        (over().state("ended", 5.1), True),
        (over().state("ended", 5.1, 9.0), False),
        (over().state("ended", 5.1, 9.0).state("ended", 12.0), True),
        (over(), False),
    ],
)
def test_the_end_is_shown_to_the_end(made: Made, shown: bool) -> None:
    assert probe("ended_shown").measure(made.timeline()).value is shown


def test_a_page_that_was_not_told_has_nothing_to_show() -> None:
    assert probe("ended_shown").measure(healthy(20.0).socket(0.2).state("ended", 5.0).timeline()).value is None
