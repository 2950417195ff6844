"""Buffer length, on made timelines."""

import pytest

from chaoslab.probes.buffer_length import BufferLength
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy
from tests.probes.test_starvation_count import starved


def sampled(made: Made, *samples: tuple[float, float | None], media: int = 1, paused: bool = False) -> Made:
    for at, ahead in samples:
        to = None if ahead is None else at + ahead
        made.add(at, EventName.MEDIA_SAMPLED, media=media, position=at, buffered_to=to, paused=paused)
    return made


def test_it_is_the_median_while_it_plays() -> None:
    made = sampled(starved(healthy()), (1.0, 0.4), (2.0, 0.5), (3.0, 0.6), (4.0, None))
    assert BufferLength().measure(made.timeline()).value == pytest.approx(0.5)


def test_what_is_buffered_before_it_plays_or_while_it_lacks_data_does_not_count() -> None:
    made = sampled(starved(healthy(), (3.0, 5.0)), (0.3, 9.0), (2.0, 0.5), (4.0, 0.0))
    assert BufferLength().measure(made.timeline()).value == pytest.approx(0.5)


def test_what_another_element_has_ahead_does_not_count() -> None:
    made = sampled(starved(healthy()), (1.0, 0.5), (2.0, 0.5))
    sampled(made, (1.0, 60.0), (2.0, 60.0), media=2, paused=True)
    assert BufferLength().measure(made.timeline()).value == pytest.approx(0.5)


def test_the_element_that_played_last_counts() -> None:
    made = sampled(starved(healthy()), (2.0, 0.5), (6.0, 9.0), (7.0, 9.0))
    made.add(5.0, EventName.MEDIA_PLAYING, media=2, position=0)
    sampled(made, (2.0, 4.0), (6.0, 0.5), (7.0, 0.5), media=2)
    assert BufferLength().measure(made.timeline()).value == pytest.approx(0.5)


def test_without_a_sample_there_is_none() -> None:
    assert BufferLength().measure(healthy().timeline()).value is None
