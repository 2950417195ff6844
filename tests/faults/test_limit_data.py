"""Limit data: its toxic, and its witness on made timelines."""

import pytest

from chaoslab.faults.limit_data import LimitData
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made, healthy

LIMITED = Injection(0, ZERO + 5.0, ZERO + 5.003, ZERO + 11.0)
FLV = "/live/live/k.flv"
CUT = "net::ERR_INCOMPLETE_CHUNKED_ENCODING"


def stream(ends: float, *, error: str | None = CUT) -> Made:
    """A stream of 100 KB/s that breaks off."""
    return Made(20.0).request(0.1, ends, FLV, error=error).flows(0.2, ends, size=10_000)


async def test_it_limits_the_leg_and_lets_it_go() -> None:
    world = FakeWorld()
    await LimitData(leg="flv", bytes=150_000).inject(world)
    await LimitData(leg="flv", bytes=150_000).lift(world)
    assert world.calls == [
        ("add_toxic", "flv", "limit_data", {"bytes": 150_000}),
        ("remove_toxic", "flv", "limit_data"),
    ]


def test_a_stream_that_broke_off_after_that_many_bytes_is_the_witness() -> None:
    sighting = LimitData(leg="flv", bytes=150_000).witness(stream(6.5).timeline(), LIMITED)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 6.5)
    assert sighting.detail == f"{CUT} on {FLV} after 150000 bytes"


def test_a_stream_that_broke_off_much_earlier_or_later_is_no_witness() -> None:
    assert LimitData(leg="flv", bytes=150_000).witness(stream(5.3).timeline(), LIMITED) is None
    assert LimitData(leg="flv", bytes=150_000).witness(stream(8.0).timeline(), LIMITED) is None


def test_a_stream_that_goes_on_is_no_witness() -> None:
    made = Made(20.0).request(0.1, None, FLV).flows(0.2, 20.0, size=10_000)
    assert LimitData(leg="flv", bytes=150_000).witness(made.timeline(), LIMITED) is None


def test_of_a_request_that_began_meanwhile_the_bytes_are_known_better() -> None:
    made = Made(20.0).request(6.0, 6.6, FLV, error=CUT).flows(6.1, 6.6, size=10_000).timeline()
    assert LimitData(leg="flv", bytes=50_500).witness(made, LIMITED) is not None
    assert LimitData(leg="flv", bytes=70_000).witness(made, LIMITED) is None


def test_a_refusal_is_no_limit() -> None:
    made = healthy(20.0).request(6.0, 6.01, FLV, error="net::ERR_CONNECTION_REFUSED").timeline()
    assert LimitData(leg="flv", bytes=10).witness(made, LIMITED) is None


def test_a_socket_and_a_publisher_that_lost_their_connection_are_witnesses() -> None:
    made = healthy(20.0).socket(0.2, 6.0).add(6.0, EventName.PUBLISHER_STOPPED, reason="lost: Broken pipe").timeline()
    assert LimitData(leg="socket", bytes=100).witness(made, LIMITED) is not None
    assert LimitData(leg="ingest", bytes=100).witness(made, LIMITED) is not None
    assert LimitData(leg="ingest", bytes=100).witness(healthy(20.0).socket(0.2).timeline(), LIMITED) is None
