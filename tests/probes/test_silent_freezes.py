"""Silent freezes as a measurement, on made timelines."""

from chaoslab.probes.silent_freezes import SilentFreezes
from tests.evidence.picture.test_silent_freeze import stopped
from tests.made_timeline import Made, healthy


def test_each_is_counted_and_the_longest_told() -> None:
    measurement = SilentFreezes().measure(stopped(5.0, 9.0).timeline())
    assert measurement.value == 1
    assert measurement.note in {"the longest lasted 3.8 s", "the longest lasted 4.0 s"}


def test_a_healthy_stream_has_none() -> None:
    measurement = SilentFreezes().measure(healthy().timeline())
    assert (measurement.value, measurement.note) == (0, "")


def test_a_picture_that_never_moved_leaves_nothing_to_measure() -> None:
    measurement = SilentFreezes().measure(Made(10.0).timeline())
    assert measurement.value is None and measurement.note == "the picture never began to move"
