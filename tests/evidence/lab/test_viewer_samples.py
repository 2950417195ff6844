"""Samples of the lab's own viewer: what they hold, and how long something was wanting."""

import pytest

from chaoslab.evidence.lab.viewer_samples import Want, longest_want, samples
from tests.made_timeline import ZERO, Made


def silent(made: Made, *, since: float = 0.0, until: float = 20.0) -> Want | None:
    timeline = made.timeline()
    return longest_want(timeline, lambda sample: sample.sounds == 0, since=ZERO + since, until=ZERO + until)


def test_samples_are_those_of_the_interval() -> None:
    taken = list(samples(Made(20.0).viewed(0, 5, video_leap=2.5).timeline(), since=ZERO + 1, until=ZERO + 2))
    assert [sample.at - ZERO for sample in taken] == [1.0, 1.25, 1.5, 1.75, 2.0]
    assert (taken[0].pictures, taken[0].sounds, taken[0].bytes) == (7, 11, 25_000)
    assert taken[0].leaps == {"audio": 0.0, "video": 2.5}


def test_a_want_lasts_from_the_last_sample_before_it_to_its_own_last() -> None:
    want = silent(Made(20.0).viewed(0, 5).viewed(5, 8, sounds=0).viewed(8, 20))
    assert want == Want(ZERO + 5, ZERO + 8, pictures=84, sounds=0)
    assert want.length == pytest.approx(3)


def test_the_longest_one_counts() -> None:
    made = Made(20.0).viewed(0, 2).viewed(2, 3, sounds=0).viewed(3, 5).viewed(5, 7, sounds=0).viewed(7, 9)
    want = silent(made.viewed(9, 10, sounds=0))
    assert want is not None
    assert (want.start - ZERO, want.end - ZERO) == (5, 7)


def test_another_connection_begins_anew() -> None:
    want = silent(Made(20.0).viewed(0, 2, sounds=0).viewed(2, 5, sounds=0, connection=2))
    assert want is not None
    assert want.length == pytest.approx(2.75), "from the first sample of the second connection"


def test_nothing_wanting_is_no_want() -> None:
    assert silent(Made(20.0).viewed(0, 20)) is None
    assert silent(Made(20.0)) is None
