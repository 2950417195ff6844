"""Narrowness: a leg that brings what it is allowed to, and would have brought more."""

import pytest

from chaoslab.narrowness import first_narrow
from tests.made_timeline import ZERO, Made

FLV = "/live/live/k.flv"


def narrow(made: Made, rate: float) -> bool:
    return first_narrow(made.timeline(), "flv", rate=rate, since=ZERO + 5, until=ZERO + 11) is not None


@pytest.mark.parametrize(("during", "seen"), [(4000, True), (3000, True), (2000, False), (0, False), (5000, False)])
def test_it_is_seen_between_most_of_the_rate_and_the_rate(during: int, seen: bool) -> None:
    made = Made(20.0).request(0.1, None, FLV).flows(0.2, 5.1, size=10_000)
    assert narrow(made.flows(5.1, 20.0, size=during), 40_000) is seen


def test_one_fast_stream_within_it_and_nothing_was_narrow() -> None:
    made = Made(20.0).request(0.1, None, FLV).flows(0.2, 5.1, size=10_000).flows(5.1, 20.0, size=4000)
    assert narrow(made, 40_000)
    assert not narrow(made.request(5.5, None, FLV).flows(5.6, 11.0, "r2", size=10_000), 40_000)


def test_a_leg_that_never_brought_more_was_not_narrow() -> None:
    assert not narrow(Made(20.0).request(0.1, None, FLV).flows(0.2, 20.0, size=4000), 40_000)


def test_where_a_trial_begins_with_it_the_time_after_shows_what_was_wanted() -> None:
    made = Made(20.0).request(0.1, None, FLV).flows(0.2, 6.0, size=4000).flows(6.0, 20.0, size=10_000)
    found = first_narrow(made.timeline(), "flv", rate=40_000, since=ZERO, until=ZERO + 6)
    assert found is not None


def test_the_first_burst_of_another_stream_is_not_more_than_the_leg_brings() -> None:
    made = Made(20.0).request(0.1, 0.5, FLV).flows(0.2, 0.4, size=90_000)
    assert not narrow(made.request(1.0, None, FLV).flows(1.1, 20.0, "r2", size=4000), 40_000)
