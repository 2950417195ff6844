"""Silent freezes as a measurement, on made timelines."""

from chaoslab.probes.silent_freezes import SilentFreezes
from tests.evidence.picture.test_silent_freeze import stopped
from tests.made_timeline import Made, healthy


def test_each_is_counted_and_the_longest_told() -> None:
    found = SilentFreezes().measure(stopped(5.0, 9.0).timeline())
    assert found.value == 1
    assert found.note in {"the longest lasted 3.8 s", "the longest lasted 4.0 s"}


def test_a_healthy_stream_has_none() -> None:
    found = SilentFreezes().measure(healthy().timeline())
    assert (found.value, found.note) == (0, "")


def test_a_picture_that_never_moved_leaves_nothing_to_measure() -> None:
    found = SilentFreezes().measure(Made(10.0).timeline())
    assert found.value is None and found.note == "the picture never began to move"
