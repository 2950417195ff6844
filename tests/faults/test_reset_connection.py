"""Reset connection: its order to the gate, and its witness on made timelines."""

import pytest

from chaoslab.faults.reset_connection import ResetConnection
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made, healthy

RESET = Injection(0, ZERO + 5.0, ZERO + 5.002, ZERO + 6.0)
FLV = "/live/live/k.flv"


def lost(error: str, at: float = 5.01) -> Made:
    return Made(20.0).request(0.1, at, FLV, error=f"net::{error}")


async def test_it_resets_what_is_open_and_spares_what_still_rests_when_it_is_lifted() -> None:
    world = FakeWorld()
    await ResetConnection(leg="flv").inject(world)
    await ResetConnection(leg="flv").lift(world)
    assert world.calls == [("reset", "flv"), ("spare", "flv", "reset")]


def test_a_browser_whose_connection_was_reset_is_the_witness() -> None:
    sighting = ResetConnection(leg="flv").witness(lost("ERR_CONNECTION_RESET").timeline(), RESET)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 5.01)
    assert sighting.detail == f"net::ERR_CONNECTION_RESET on {FLV}"


@pytest.mark.parametrize("error", ["ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_EMPTY_RESPONSE", "ERR_CONNECTION_REFUSED"])
def test_another_end_is_no_reset(error: str) -> None:
    assert ResetConnection(leg="flv").witness(lost(error).timeline(), RESET) is None


def test_a_reset_on_another_leg_or_at_another_time_is_not_this_one() -> None:
    assert ResetConnection(leg="hls").witness(lost("ERR_CONNECTION_RESET").timeline(), RESET) is None
    assert ResetConnection(leg="flv").witness(lost("ERR_CONNECTION_RESET", 8).timeline(), RESET) is None


def test_nobody_saw_anything_if_nothing_happened() -> None:
    made = healthy(20.0).socket(0.2).timeline()
    assert [leg for leg in ("flv", "socket", "ingest") if ResetConnection(leg=leg).witness(made, RESET)] == []


def test_a_web_socket_that_ended_is_seen_without_its_manner() -> None:
    sighting = ResetConnection(leg="socket").witness(healthy(20.0).socket(0.2, 5.01).timeline(), RESET)
    assert sighting is not None and sighting.detail == "WebSocket closed"


@pytest.mark.parametrize(
    ("reason", "seen"),
    [("lost: Connection reset by peer", True), ("lost: the origin closed the connection", False), ("asked", False)],
)
def test_the_publisher_tells_a_reset_from_an_end(reason: str, seen: bool) -> None:
    made = healthy(20.0).add(5.01, EventName.PUBLISHER_STOPPED, reason=reason)
    assert (ResetConnection(leg="ingest").witness(made.timeline(), RESET) is not None) is seen
