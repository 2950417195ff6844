"""Stops end with the picture that moves on, on made timelines."""

import pytest

from chaoslab.evidence.picture.disturbance import disturbance
from chaoslab.evidence.picture.frames import gaps
from chaoslab.evidence.picture.protocols_shown import carried
from chaoslab.probes import measure_all
from chaoslab.timeline.events import EventName
from tests.made_timeline import ZERO, Made


def cut(*lone: float, back: float = 9.0) -> Made:
    """FLV cut at 5 s; single pictures on the way, then it plays from `back` on."""
    made = Made(20.0).steadied().request(0.1, None, "/live/live/k.flv").fault(5.0, 8.0).shows(0.5, 5.0, latency=0.8)
    for at in lone:
        made.shows(at, at + 0.03, latency=0.8)
    return made.shows(back, 20.0, latency=0.8)


def spans(made: Made) -> list[tuple[float, float]]:
    return [(round(gap.start - ZERO, 2), round(gap.end - ZERO, 2)) for gap in gaps(made.timeline())]


@pytest.mark.parametrize("lone", [(), (8.6,), (6.0,), (6.0, 7.0, 8.6)], ids=str)
def test_a_picture_that_stands_still_itself_ends_no_stop(lone: tuple[float, ...]) -> None:
    assert spans(cut(*lone)) == [(4.97, 9.0)]


@pytest.mark.parametrize("lone", [(), (8.6,), (6.0, 8.6)], ids=str)
def test_a_recovery_has_one_time(lone: tuple[float, ...]) -> None:
    measured = measure_all(cut(*lone).timeline())
    assert measured["stall_count"].value == 1
    assert measured["stall_time"].value == measured["time_to_recover"].value == pytest.approx(4.03, abs=0.01)


def test_two_pictures_at_once_do_not_move_on() -> None:
    assert spans(cut().shows(7.0, 7.06, latency=0.8)) == [(4.97, 9.0)]


def test_what_moves_for_a_while_does() -> None:
    assert spans(cut().shows(7.0, 7.5, latency=0.8)) == [(4.97, 7.0), (7.47, 9.0)]


@pytest.mark.parametrize(("moves", "recovered"), [(0.2, 9.0), (0.9, 9.0), (1.2, 7.4)])
def test_recovery_does_not_begin_with_a_picture_that_soon_stands_again(moves: float, recovered: float) -> None:
    made = Made(20.0).steadied().fault(5.0, 6.5).shows(0.5, 5.0, latency=0.8)
    made.shows(8.6 - moves, 8.6, latency=0.8).shows(9.0, 20.0, latency=0.8)
    hit = disturbance(made.timeline())
    assert hit is not None and hit.recovered_at is not None
    assert hit.recovered_at - ZERO == pytest.approx(recovered)


def test_one_straggler_at_the_end_leaves_one_stop_to_the_end() -> None:
    made = Made(20.0).steadied().shows(0.5, 5.0, latency=0.8).shows(10.0, 10.03, latency=0.8)
    (gap,) = gaps(made.timeline())
    assert (round(gap.start - ZERO, 2), gap.closed) == (4.97, False)


def test_a_hidden_tab_within_a_stop_is_taken_out_once() -> None:
    made = cut(7.5).add(6.0, EventName.PAGE_HIDDEN, trusted=True).add(7.0, EventName.PAGE_SHOWN, trusted=True)
    (gap,) = gaps(made.timeline())
    assert gap.length == pytest.approx(3.03, abs=0.01)


def test_a_lone_picture_carries_nothing_on() -> None:
    assert [(span.label, round(span.start - ZERO, 1)) for span in carried(cut(7.0).timeline())] == [
        ("FLV", 0.5),
        ("FLV", 9.0),
    ]
