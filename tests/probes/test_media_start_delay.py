"""Media start delay, on made timelines."""

import pytest

from chaoslab.probes.media_start_delay import MediaStartDelay
from chaoslab.timeline.events import EventName
from tests.made_timeline import healthy


def test_it_ends_with_the_elements_first_playing() -> None:
    made = healthy().add(0.6, EventName.MEDIA_PLAYING, media=1, position=0)
    made.add(5.0, EventName.MEDIA_PLAYING, media=1, position=4)
    assert MediaStartDelay().measure(made.timeline()).value == pytest.approx(0.6)


def test_an_element_that_never_played_gives_none() -> None:
    assert MediaStartDelay().measure(healthy().timeline()).value is None
