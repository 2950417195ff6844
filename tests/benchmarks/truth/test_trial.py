"""What a page noted, on the lab clock."""

import pytest

from benchmarks.truth.trial import NotPlayed
from tests.benchmarks.truth.made_trial import ZERO, noted, trial


def test_a_reading_of_the_pages_clock_is_put_on_the_lab_clock() -> None:
    mark = trial(noted(5.0, "stands", element="main", since=4.2)).mark("stands")
    assert mark.time() == pytest.approx(ZERO + 5.0)
    assert mark.time("since") == pytest.approx(ZERO + 4.2)


def test_a_note_that_was_never_made_is_no_truth() -> None:
    with pytest.raises(NotPlayed, match="never noted 'uncovered'"):
        trial().mark("uncovered")
    with pytest.raises(NotPlayed, match="never stopped"):
        trial().stop()


def test_a_stop_lasts_until_the_picture_that_moves_on() -> None:
    stands, moves = noted(4.5, "stands", element="main", since=4.2), noted(8.1, "moves", element="main", at=8.0)
    (stop,) = trial(stands, moves).stops()
    assert stop.start == pytest.approx(ZERO + 4.2)
    assert stop.end == pytest.approx(ZERO + 8.0)


def test_a_stop_to_the_end_has_no_end() -> None:
    assert trial(noted(4.5, "stands", element="main", since=4.2)).stop().end is None


def test_each_element_has_its_own_stops() -> None:
    other = noted(4.5, "stands", element="second", since=4.2)
    assert trial(other).stops() == ()
    assert [stop.end for stop in trial(other).stops("second")] == [None]


def test_a_stop_can_be_asked_for_from_some_time_on() -> None:
    early = [noted(2.5, "stands", element="main", since=2.2), noted(3.1, "moves", element="main", at=3.0)]
    late = noted(6.5, "stands", element="main", since=6.2)
    stop = trial(*early, late).stop(after=ZERO + 5)
    assert stop.start == pytest.approx(ZERO + 6.2)
    assert stop.end is None


def test_the_script_is_what_the_page_says_it_was_told() -> None:
    assert trial(noted(0.3, "begins", script={"way": "cover"})).script == {"way": "cover"}
