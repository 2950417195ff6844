"""HTTP status: its act on the harness, and its witness on made timelines."""

import pytest

from chaoslab.faults.http_status import HttpStatus
from chaoslab.timeline.events import EventName
from chaoslab.world.http_harm import Harm
from tests.faults.fake_world import FakeWorld
from tests.faults.http_scene import ON, PLAYLIST, healthy_hls
from tests.made_timeline import ZERO

FAULT = HttpStatus(path="/hls/*.m3u8", status=503, retry_after=2, count=3)


async def test_it_harms_answers_and_mends_them_under_the_same_name() -> None:
    world = FakeWorld()
    await FAULT.inject(world)
    await FAULT.lift(world)
    (_, name, harm), mended = world.calls
    act = {"kind": "status", "status": 503, "retry_after": 2}
    assert harm == Harm(act, path="/hls/*.m3u8", count=3)
    assert mended == ("mend", name)


def test_another_fault_of_its_kind_has_another_name() -> None:
    names = {HttpStatus(path="/hls/*", status=status, seed=1)._name for status in (500, 503)}
    assert len(names | {HttpStatus(leg="hls", status=500, seed=1)._name}) == 3


def test_a_request_answered_with_that_status_is_the_witness() -> None:
    sighting = FAULT.witness(healthy_hls().asks(6.5, PLAYLIST, status=503).timeline(), ON)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 6.51)
    assert (sighting.witness, sighting.detail) == ("browser", "503 on /hls/k.m3u8")


def test_there_is_no_witness_if_all_goes_well() -> None:
    assert FAULT.witness(healthy_hls().timeline(), ON) is None


def test_that_status_on_another_path_or_leg_or_at_another_time_is_no_witness() -> None:
    made = healthy_hls().asks(6.5, "/hls/k-9.ts", status=503).asks(6.5, PLAYLIST, status=503, leg="page")
    assert FAULT.witness(made.asks(11.0, PLAYLIST, status=503).timeline(), ON) is None


def test_another_status_is_no_witness() -> None:
    assert FAULT.witness(healthy_hls().asks(6.5, PLAYLIST, status=502).timeline(), ON) is None


def test_a_status_that_there_was_before_is_no_witness() -> None:
    made = healthy_hls().asks(2.5, PLAYLIST, status=503).asks(6.5, PLAYLIST, status=503)
    assert FAULT.witness(made.timeline(), ON) is None


def test_on_a_leg_every_path_counts() -> None:
    sighting = HttpStatus(leg="hls", status=404).witness(
        healthy_hls().asks(7.0, "/hls/k-2.ts", status=404).timeline(), ON
    )
    assert sighting is not None and sighting.detail == "404 on /hls/k-2.ts"


def test_it_says_what_it_does() -> None:
    assert FAULT.in_words() == "requests for /hls/*.m3u8 are answered with 503, the first 3 of them"
    assert HttpStatus(leg="hls", status=500).in_words() == "requests on the hls leg are answered with 500"


def test_it_holds_its_leg_or_its_path() -> None:
    assert HttpStatus(leg="hls", status=500).holds() == {"the hls leg"}
    assert FAULT.holds() == {"requests for /hls/*.m3u8"}


def test_a_request_under_way_with_that_answer_does_not_hide_the_effect() -> None:
    made = healthy_hls().asks(6.5, PLAYLIST, status=503)
    made.add(4.995, EventName.REQUEST_STARTED, request="way", url=f"http://h{PLAYLIST}", leg="hls")
    made.add(5.01, EventName.REQUEST_ANSWERED, request="way", status=503, mime="")
    assert FAULT.witness(made.timeline(), ON) is not None
