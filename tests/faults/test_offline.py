"""Offline: its acts on browser and legs, and its witness on made timelines."""

import pytest

from chaoslab.errors import FaultStuck
from chaoslab.faults.offline import Offline
from chaoslab.legs.leg import Leg
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made

GONE = Injection(0, ZERO + 5.0, ZERO + 5.1, ZERO + 9.0)
CUT = "net::ERR_INCOMPLETE_CHUNKED_ENCODING"


def page_told(*, trusted: bool = True, online: bool = False) -> Made:
    return Made(20.0).add(5.01, EventName.PAGE_WENT_OFFLINE, trusted=trusted, online=online)


async def test_it_cuts_just_the_legs_of_the_page_and_gives_them_back() -> None:
    world = FakeWorld()
    await Offline().inject(world)
    assert world.calls == [("go_offline",), *(("disable", leg) for leg in ("flv", "hls", "socket", "api"))]
    world.calls.clear()
    await Offline().lift(world)
    assert world.calls == [*(("enable", leg) for leg in ("flv", "hls", "socket", "api")), ("go_online",)]


async def test_a_leg_that_stays_cut_keeps_neither_the_others_nor_the_page_offline() -> None:
    class Stuck(FakeWorld):
        async def enable(self, leg: Leg) -> None:
            await super().enable(leg)
            if leg == "flv":
                raise FaultStuck("flv")

    world = Stuck()
    with pytest.raises(FaultStuck, match="flv"):
        await Offline().lift(world)
    assert world.calls[-1] == ("go_online",)
    assert ("enable", "api") in world.calls


def test_a_trusted_event_and_a_stream_that_broke_are_the_witness() -> None:
    sighting = Offline().witness(page_told().request(0.1, 5.04, "/live/live/k.flv", error=CUT).timeline(), GONE)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 5.04)
    assert sighting.detail == f"trusted offline, and {CUT} on /live/live/k.flv"


def test_a_trusted_event_and_a_socket_that_was_lost_are_the_witness() -> None:
    sighting = Offline().witness(page_told().socket(0.2, 5.03).timeline(), GONE)
    assert sighting is not None and sighting.detail == "trusted offline, and WebSocket closed"


def test_an_event_while_the_stream_goes_on_is_no_witness() -> None:
    assert Offline().witness(page_told().request(0.1, None, "/live/live/k.flv").timeline(), GONE) is None


def test_a_stream_that_broke_without_the_event_is_no_witness() -> None:
    assert Offline().witness(Made(20.0).request(0.1, 5.04, "/live/live/k.flv", error=CUT).timeline(), GONE) is None


@pytest.mark.parametrize("event", [{"trusted": False}, {"online": True}])
def test_an_event_that_the_page_made_or_the_browser_denies_is_no_witness(event: dict[str, bool]) -> None:
    made = page_told(**event).request(0.1, 5.04, "/live/live/k.flv", error=CUT)
    assert Offline().witness(made.timeline(), GONE) is None


def test_a_request_that_the_page_gave_up_itself_is_no_witness() -> None:
    made = page_told().request(0.1, None, "/live/live/k.flv")
    made.add(5.04, EventName.REQUEST_FAILED, request="r1", error="net::ERR_ABORTED", canceled=True)
    assert Offline().witness(made.timeline(), GONE) is None


def test_what_broke_on_another_leg_or_at_another_time_is_no_witness() -> None:
    made = page_told().request(0.1, 5.04, "/x", error=CUT, leg=None).request(0.1, 4.0, "/live/live/k.flv", error=CUT)
    assert Offline().witness(made.timeline(), GONE) is None
