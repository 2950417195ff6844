"""Kick viewer: its act on the origin, and its witness on made timelines."""

import pytest

from chaoslab.faults.kick_viewer import KickViewer
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made, healthy

KICKED = Injection(0, ZERO + 5.0, ZERO + 5.004, ZERO + 8.0)
CUT = "net::ERR_INCOMPLETE_CHUNKED_ENCODING"


def cut(at: float, *, viewer_too: bool = True) -> Made:
    """The page's stream breaks off, and that of the lab's own viewer, who is back half a second later."""
    made = Made(20.0).request(0.1, at, "/live/live/k.flv", error=CUT)
    if viewer_too:
        made.viewed(0, int(at)).viewed(int(at) + 0.5, 20, connection=2)
    else:
        made.viewed(0, 20)
    return made.add(0.2, EventName.REQUEST_ANSWERED, request="r1", status=200, mime="video/x-flv")


async def test_it_has_the_origin_cut_its_viewers_once() -> None:
    world = FakeWorld()
    await KickViewer().inject(world)
    await KickViewer().lift(world)
    assert world.calls == [("origin", "kick_viewers")]


@pytest.mark.parametrize("at", [5.01, 7.36])  # the embedded origin and SRS
def test_the_browser_whose_stream_broke_off_is_the_witness(at: float) -> None:
    sighting = KickViewer().witness(cut(at).timeline(), KICKED)
    assert sighting is not None
    assert (sighting.witness, sighting.detail) == (
        "browser",
        f"{CUT} on /live/live/k.flv; the lab's own viewer was cut as well",
    )
    assert sighting.at == pytest.approx(ZERO + at)


def test_nobody_cut_is_no_witness() -> None:
    assert KickViewer().witness(healthy(20.0).timeline(), KICKED) is None


def test_a_cut_of_the_leg_is_no_witness() -> None:
    assert KickViewer().witness(cut(5.6, viewer_too=False).timeline(), KICKED) is None


def test_a_cut_that_the_page_did_not_see_is_no_witness() -> None:
    made = healthy(20.0).viewed(0, 5).viewed(5.5, 20, connection=2)
    assert KickViewer().witness(made.timeline(), KICKED) is None


def test_a_viewer_who_was_not_served_before_cannot_say_that_he_was_cut() -> None:
    made = Made(20.0).viewed(0, 3).viewed(5.5, 20, connection=2).request(0.1, 5.01, "/live/live/k.flv", error=CUT)
    made.add(0.2, EventName.REQUEST_ANSWERED, request="r1", status=200, mime="video/x-flv")
    assert KickViewer().witness(made.timeline(), KICKED) is None


def test_stream_and_process_are_watched_for_it() -> None:
    needs = KickViewer().needs()
    assert needs.watched and needs.origin_watched


@pytest.mark.parametrize("at", [4.9, 11.0])
def test_a_cut_at_another_time_is_no_witness(at: float) -> None:
    assert KickViewer().witness(cut(at).timeline(), KICKED) is None


def test_a_cut_by_a_publisher_that_left_is_no_witness() -> None:
    left = cut(5.6).add(5.55, EventName.PUBLISHER_STOPPED, reason="asked")
    assert KickViewer().witness(left.timeline(), KICKED) is None


def test_a_cut_by_an_origin_that_died_is_no_witness() -> None:
    died = cut(5.6).add(0.1, EventName.ORIGIN_CHANGED, state="runs", pid=7)
    died.add(5.63, EventName.ORIGIN_CHANGED, state="gone", pid=7)
    assert KickViewer().witness(died.timeline(), KICKED) is None
