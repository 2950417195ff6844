"""Pictures that stand still while the stream flows, on made timelines."""

from dataclasses import replace
from typing import Any

import pytest

from chaoslab.evidence.picture.standing_still import StandingStill, standing_still
from chaoslab.timeline.events import EventName
from tests.made_timeline import ZERO, Made


def stopped(end: float | None = None, *, length: float = 27.0, **element: Any) -> Made:
    """The picture stands from 5 s on; `element` is what its samples say from then on."""
    made = Made(length).steadied().viewed_by(0.3, 1).shows(0.5, 5.0, latency=0.8, media=1)
    for turn in range(2, round(length * 4)):
        still = turn / 4 > 5 and (end is None or turn / 4 < end)
        data = {"paused": False, "ready_state": 4, "position": 1.0, **(element if still else {})}
        made.add(turn / 4, EventName.MEDIA_SAMPLED, media=1, **data)
    return made if end is None else made.shows(end, length, latency=0.8, media=1)


def one(made: Made) -> StandingStill:
    (still,) = standing_still(made.timeline())
    return still


def test_an_element_that_was_left_paused_for_good() -> None:
    still = one(stopped(paused=True))
    assert (round(still.start - ZERO, 2), still.end - ZERO, still.to_the_end) == (4.97, 27.0, True)
    assert still.why == "the media element was paused"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (EventName.MEDIA_ENDED, "had ended"),
        (EventName.MEDIA_FAILED, "had failed"),
        (EventName.MEDIA_EMPTIED, "was empty"),
        (EventName.MEDIA_LOAD_BEGAN, "waited for data"),
    ],
)
def test_it_says_how_it_stood_with_the_element(name: EventName, why: str) -> None:
    made = stopped(paused=name is not EventName.MEDIA_LOAD_BEGAN, ready_state=0).add(5.5, name, media=1)
    assert one(made).why == f"the media element {why}"


def test_one_that_is_no_longer_sampled_is_gone() -> None:
    made = stopped()
    made.events = [e for e in made.events if e.name is not EventName.MEDIA_SAMPLED or e.at < ZERO + 5]
    assert one(made).why == "the media element was gone"


def test_a_picture_that_plays_behind_a_cover() -> None:
    made = stopped(end=5.0).viewed_by(8.0, 1, 0.0, why="covered by div.notice")
    still = one(made)
    assert (round(still.start - ZERO, 2), still.why) == (7.97, "the picture was covered by div.notice")


def test_five_seconds_are_enough_and_less_are_not() -> None:
    assert not one(stopped(end=10.2, paused=True)).to_the_end
    assert standing_still(stopped(end=9.8, paused=True).timeline()) == ()


@pytest.mark.parametrize(("end", "told"), [(14.9, False), (15.1, True)])
def test_a_fault_excuses_it_while_it_is_on(end: float, *, told: bool) -> None:
    made = stopped(end=end, paused=True).fault(4.5, 10.0)
    assert bool(standing_still(made.timeline())) is told
    if told:
        assert one(made).unexcused_from - ZERO == 10.0


def test_a_fault_in_the_middle_parts_it() -> None:
    assert standing_still(stopped(end=14.0, paused=True).fault(9.0, 10.0).timeline()) == ()


def test_a_hidden_tab_excuses_it() -> None:
    made = stopped(end=14.0, paused=True)
    made.add(5.0, EventName.PAGE_HIDDEN, trusted=True).add(10.0, EventName.PAGE_SHOWN, trusted=True)
    assert standing_still(made.timeline()) == ()


@pytest.mark.parametrize("back", [None, 23.0])
def test_a_publisher_that_sends_nothing_excuses_it(back: float | None) -> None:
    made = stopped(paused=True)
    sent = EventName.PUBLISHER_FRAME_SENT
    away = (ZERO + 5.0, ZERO + (back or 27.0))
    made.events = [e for e in made.events if not (e.name is sent and away[0] <= e.at < away[1])]
    assert standing_still(made.timeline()) == ()


def test_a_silent_freeze_is_not_told_twice() -> None:
    assert standing_still(stopped().timeline()) == ()
    made = stopped(paused=True)
    plays = {"media": 1, "paused": False, "ready_state": 4, "position": 1.0}
    made.events = [
        replace(e, data=plays) if e.name is EventName.MEDIA_SAMPLED and 5 < e.at - ZERO < 12 else e for e in made.events
    ]
    still = one(made)
    assert (round(still.start - ZERO, 2), still.to_the_end) == (11.75, True)


def test_pictures_that_are_shown_once_more_move() -> None:
    made = stopped(end=27.0, paused=True).shows(5.5, 10.0, latency=5.5, media=1).shows(10.0, 27.0, latency=0.8, media=1)
    assert standing_still(made.timeline()) == ()


def test_a_player_that_never_began_does_not_stand_still() -> None:
    assert standing_still(Made(27.0).timeline()) == ()
