"""Tab discard and reload: its acts on the browser, and its witness on made timelines."""

import pytest

from chaoslab.faults.tab_discard_reload import TabDiscardReload
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made

AWAY = Injection(0, ZERO + 5.0, ZERO + 5.8, ZERO + 9.0)


def discarded(*, at: float | None = 9.3, persisted: bool = False, plays: tuple[float, ...] = ()) -> Made:
    made = Made(20.0).add(5.1, EventName.PAGE_HIDDEN, trusted=True).add(5.6, EventName.PAGE_CLOSED, persisted=persisted)
    made.add(9.2, EventName.PAGE_OPENED, document="2", url="http://h/")
    for moment in (4.0, 10.0, *plays):
        made.add(moment, EventName.MEDIA_SAMPLED, media=1, paused=False)
    return made if at is None else made.add(at, EventName.PAGE_DISCARDED, document="2")


async def test_it_discards_the_tab_and_shows_it_again() -> None:
    world = FakeWorld()
    await TabDiscardReload().inject(world)
    await TabDiscardReload().lift(world)
    assert world.calls == [("discard",), ("show",)]


def test_a_page_that_was_left_and_a_document_that_knows_of_it_are_the_witness() -> None:
    sighting = TabDiscardReload().witness(discarded().timeline(), AWAY)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 5.6)


def test_a_page_that_loaded_itself_anew_was_not_discarded() -> None:
    assert TabDiscardReload().witness(discarded(at=None).timeline(), AWAY) is None


def test_a_discard_of_long_ago_is_no_witness() -> None:
    assert TabDiscardReload().witness(discarded(at=2.0).timeline(), AWAY) is None


def test_a_page_that_the_browser_kept_for_the_way_back_was_not_discarded() -> None:
    assert TabDiscardReload().witness(discarded(persisted=True).timeline(), AWAY) is None


def test_a_page_that_played_on_was_not_discarded() -> None:
    assert TabDiscardReload().witness(discarded(plays=(7.0,)).timeline(), AWAY) is None


def test_a_page_that_was_never_left_is_no_witness() -> None:
    assert TabDiscardReload().witness(Made(20.0).timeline(), AWAY) is None
