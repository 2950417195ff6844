"""How exact a time is that was read from pictures."""

import pytest

from chaoslab.events import Event, EventName
from chaoslab.exactness import SHOWING, stop_exactness
from chaoslab.timeline import Timeline
from tests.made_timeline import healthy


def test_the_instant_of_one_picture_is_known_to_a_refresh() -> None:
    assert pytest.approx(1 / 60 + 0.001) == SHOWING


def test_a_stop_is_known_to_one_picture_of_the_source() -> None:
    assert stop_exactness(healthy().timeline()) == pytest.approx(1 / 30 + 0.001, abs=1e-6)


def test_never_better_than_the_screen_shows() -> None:
    sends = [Event(n / 120, EventName.PUBLISHER_FRAME_SENT, {"frame": n, "painted": n}) for n in range(100)]
    assert stop_exactness(Timeline.of(sends)) == pytest.approx(SHOWING)
    assert stop_exactness(Timeline.of([])) == pytest.approx(SHOWING)
