"""Close connection: its order to the gate, and its witness on made timelines."""

import pytest

from chaoslab.faults.close_connection import CloseConnection
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made, healthy

CLOSED = Injection(0, ZERO + 5.0, ZERO + 5.002, ZERO + 6.0)
FLV = "/live/live/k.flv"


async def test_it_closes_what_is_open_and_spares_what_still_rests_when_it_is_lifted() -> None:
    world = FakeWorld()
    await CloseConnection(leg="flv").inject(world)
    await CloseConnection(leg="flv").lift(world)
    assert world.calls == [("close", "flv"), ("spare", "flv", "close")]


@pytest.mark.parametrize("error", ["ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONTENT_LENGTH_MISMATCH"])
def test_a_browser_whose_answer_ended_too_early_is_the_witness(error: str) -> None:
    made = Made(20.0).request(0.1, 5.01, FLV, error=f"net::{error}").timeline()
    sighting = CloseConnection(leg="flv").witness(made, CLOSED)
    assert sighting is not None and sighting.detail == f"net::{error} on {FLV}"


@pytest.mark.parametrize("error", ["ERR_CONNECTION_RESET", "ERR_CONNECTION_REFUSED", "ERR_ABORTED"])
def test_another_end_is_no_close(error: str) -> None:
    made = Made(20.0).request(0.1, 5.01, FLV, error=f"net::{error}").timeline()
    assert CloseConnection(leg="flv").witness(made, CLOSED) is None


def test_nobody_saw_anything_if_nothing_happened() -> None:
    made = healthy(20.0).socket(0.2).timeline()
    assert [leg for leg in ("flv", "socket", "ingest") if CloseConnection(leg=leg).witness(made, CLOSED)] == []


def test_an_answer_that_came_to_its_proper_end_is_no_close() -> None:
    made = Made(20.0).request(4.9, 5.01, "/hls/k-1.ts", leg="hls").timeline()
    assert CloseConnection(leg="hls").witness(made, CLOSED) is None


def test_a_publisher_that_lost_its_connection_is_the_witness() -> None:
    made = healthy(20.0).add(5.01, EventName.PUBLISHER_STOPPED, reason="lost: the origin closed the connection")
    sighting = CloseConnection(leg="ingest").witness(made.timeline(), CLOSED)
    assert sighting is not None and sighting.witness == "publisher"
