"""The browser's counts of frames, over several sources and elements."""

from chaoslab.evidence.picture.dropped_counts import FrameCounts, frame_counts
from chaoslab.timeline.events import EventName
from tests.made_timeline import healthy


def test_each_element_has_its_own_counters() -> None:
    made = healthy().add(1.0, EventName.MEDIA_SAMPLED, media=1, dropped=1, total=30)
    made.add(1.1, EventName.MEDIA_SAMPLED, media=2, dropped=0, total=10)
    made.add(2.0, EventName.MEDIA_SAMPLED, media=1, dropped=2, total=60)
    assert frame_counts(made.timeline(), 30.0) == FrameCounts(dropped=2, total=70, attaches=2, unknown=7.5)


def test_an_element_that_never_had_a_frame_is_no_source() -> None:
    made = healthy().add(1.0, EventName.MEDIA_SAMPLED, media=1, dropped=0, total=0)
    assert frame_counts(made.timeline(), 30.0) is None
