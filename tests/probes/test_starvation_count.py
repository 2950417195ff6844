"""Starvation count, on made timelines."""

from chaoslab.probes.starvation_count import StarvationCount
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy


def starved(made: Made, *times: tuple[float, float | None]) -> Made:
    """An element that plays from 0.5 s on and lacks data in between."""
    made.add(0.5, EventName.MEDIA_PLAYING, media=1, position=0)
    for start, end in times:
        made.add(start, EventName.MEDIA_WAITING, media=1, position=start)
        if end is not None:
            made.add(end, EventName.MEDIA_PLAYING, media=1, position=start)
    return made


def test_each_wait_for_data_counts() -> None:
    assert StarvationCount().measure(starved(healthy(), (2.0, 3.0), (5.0, None)).timeline()).value == 2


def test_a_wait_at_the_start_or_while_seeking_is_none() -> None:
    made = healthy().add(0.2, EventName.MEDIA_WAITING, media=1, position=0)
    starved(made).add(4.0, EventName.MEDIA_SEEKING, media=1, position=9)
    made.add(4.1, EventName.MEDIA_WAITING, media=1, position=9).add(4.3, EventName.MEDIA_SEEKED, media=1, position=9)
    assert StarvationCount().measure(made.timeline()).value == 0


def test_a_stream_that_is_opened_anew_counts_once() -> None:
    made = starved(healthy()).add(5.0, EventName.MEDIA_EMPTIED, media=1).add(6.0, EventName.MEDIA_LOAD_BEGAN, media=1)
    assert StarvationCount().measure(made.timeline()).value == 1
