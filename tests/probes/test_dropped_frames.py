"""Dropped frames, on made timelines."""

from chaoslab.probes.dropped_frames import DroppedFrames
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy


def counted(made: Made, *samples: tuple[float, int | None, int | None]) -> Made:
    for at, dropped, total in samples:
        made.add(at, EventName.MEDIA_SAMPLED, media=1, dropped=dropped, total=total)
    return made


def test_the_last_count_of_a_source_counts() -> None:
    assert DroppedFrames().measure(counted(healthy(), (1.0, 1, 30), (2.0, 4, 60)).timeline()).value == 4


def test_a_counter_that_begins_anew_goes_on() -> None:
    made = counted(healthy(), (1.0, 3, 30), (2.0, 3, 60), (3.0, 0, 5), (4.0, 2, 35))
    assert DroppedFrames().measure(made.timeline()).value == 5


def test_a_browser_that_counts_nothing_gives_none() -> None:
    assert DroppedFrames().measure(counted(healthy(), (1.0, None, None)).timeline()).value is None
