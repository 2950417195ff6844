"""Silent freezes, on made timelines."""

from typing import Any

import pytest

from chaoslab.evidence.picture.silent_freeze import silent_freezes
from chaoslab.timeline.events import EventName
from tests.made_timeline import ZERO, Made


def stopped(start: float = 5.0, end: float = 9.0, **during: Any) -> Made:
    """The picture stands from `start` to `end`; `during` is what the element says then, sampled each 250 ms."""
    made = Made(15.0).steadied().shows(0.5, start, latency=0.8, media=1).shows(end, 15.0, latency=0.8, media=1)
    made.add(0.2, EventName.MEDIA_ATTACHED, media=1, tag="video")
    return says(made, start, end, **during)


def says(made: Made, start: float, end: float, *, media: int = 1, goes_on: bool = False, **during: Any) -> Made:
    position = 0.0
    for turn in range(2, 60):
        at = turn / 4 + 0.01
        still = start < at < end
        position += 0.0 if still and not goes_on else 0.25
        data = {"media": media, "paused": False, "ready_state": 4, "position": position, **(during if still else {})}
        made.add(at, EventName.MEDIA_SAMPLED, **data)
    return made


def spans(made: Made) -> list[tuple[float, float]]:
    return [(round(freeze.start - ZERO, 2), round(freeze.end - ZERO, 2)) for freeze in silent_freezes(made.timeline())]


def test_a_picture_that_stands_while_the_element_could_play_on_is_one() -> None:
    ((start, end),) = spans(stopped(ready_state=3))
    assert start == pytest.approx(5.0, abs=0.04)
    assert end == pytest.approx(9.0, abs=0.26)


def test_a_playhead_that_goes_on_without_pictures_is_one_whatever_the_element_says_of_its_data() -> None:
    assert len(spans(stopped(ready_state=2, goes_on=True))) == 1


@pytest.mark.parametrize("during", [{"ready_state": 2}, {"paused": True}, {"ready_state": 0, "paused": True}])
def test_a_stop_that_the_element_owns_up_to_is_none(during: dict[str, Any]) -> None:
    assert spans(stopped(**during)) == []


def test_a_stop_of_less_than_a_second_is_none() -> None:
    assert spans(stopped(5.0, 5.9)) == []


def test_an_undisturbed_stream_has_none() -> None:
    assert spans(says(Made(15.0).steadied().shows(0.5, 15.0, latency=0.8, media=1), 0, 0)) == []


def test_only_the_time_in_which_the_element_says_that_it_plays_counts() -> None:
    made = stopped(5.0, 8.0, ready_state=2)
    made.events = [e for e in made.events if not (e.name is EventName.MEDIA_SAMPLED and 6.5 < e.at - ZERO < 8.0)]
    for at in (6.6, 6.85, 7.1, 7.35, 7.6, 7.85):
        made.add(at, EventName.MEDIA_SAMPLED, media=1, paused=False, ready_state=4, position=1.0)
    assert spans(made) == [(6.6, 8.0)]


def test_a_page_that_was_not_asked_meanwhile_says_nothing() -> None:
    made = stopped(5.0, 9.0)
    made.events = [e for e in made.events if not (e.name is EventName.MEDIA_SAMPLED and 5.3 < e.at - ZERO < 8.8)]
    assert spans(made) == []


def test_a_tab_that_nobody_sees_has_none() -> None:
    made = stopped(5.0, 9.0).add(5.1, EventName.PAGE_HIDDEN, trusted=True).add(8.9, EventName.PAGE_SHOWN, trusted=True)
    assert spans(made) == []


def test_what_is_seen_of_it_after_the_tab_came_back_counts() -> None:
    made = stopped(5.0, 9.0).add(5.1, EventName.PAGE_HIDDEN, trusted=True).add(7.0, EventName.PAGE_SHOWN, trusted=True)
    assert spans(made) == [(7.0, 9.0)]


def test_a_slate_that_the_element_shows_instead_of_the_stream_is_none() -> None:
    made = stopped(5.0, 9.0)
    for turn in range(30):
        made.add(5.5 + turn / 10, EventName.FRAME_PRESENTED, painted=None, media=1)
    assert spans(made) == []


def test_an_audio_element_that_plays_on_claims_no_picture() -> None:
    made = stopped(5.0, 9.0, ready_state=2).add(0.2, EventName.MEDIA_ATTACHED, media=2, tag="audio")
    assert spans(says(made, 0, 0, media=2)) == []


def test_another_element_that_says_it_plays_and_shows_nothing_makes_one() -> None:
    assert len(spans(says(stopped(5.0, 9.0, ready_state=2), 0, 0, media=2))) == 1


def test_two_elements_that_say_so_at_once_make_one() -> None:
    assert len(spans(says(stopped(5.0, 9.0), 0, 0, media=2))) == 1


def test_pictures_that_a_busy_page_was_not_told_of_are_none() -> None:
    made = Made(15.0).steadied()
    for frame in range(15, 450):
        if not 150 < frame < 270:
            made.add(frame / 30, EventName.FRAME_PRESENTED, painted=frame, media=1, presented=frame)
    assert spans(says(made, 0, 0)) == []
