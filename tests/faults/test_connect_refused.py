"""Connect refused: its orders to the gate, and its witness on made timelines."""

import pytest

from chaoslab.faults.connect_refused import ConnectRefused
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made, healthy

REFUSED = Injection(0, ZERO + 5.0, ZERO + 5.002, ZERO + 9.0)
FLV = "/live/live/k.flv"


async def test_it_refuses_and_accepts_again() -> None:
    world = FakeWorld()
    await ConnectRefused(leg="flv").inject(world)
    await ConnectRefused(leg="flv").lift(world)
    assert world.calls == [("refuse", "flv"), ("accept", "flv")]


def test_a_browser_that_was_refused_is_the_witness() -> None:
    made = healthy(20.0).request(7.0, 7.01, FLV, error="net::ERR_CONNECTION_REFUSED").timeline()
    sighting = ConnectRefused(leg="flv").witness(made, REFUSED)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 7.01)


def test_so_is_the_answer_of_the_router_before_a_page_of_its_own() -> None:
    made = Made(20.0).request(7.0, 7.1, "/api/x", leg="api", status=502)
    sighting = ConnectRefused(leg="api").witness(made.timeline(), REFUSED)
    assert sighting is not None and sighting.detail == "502 (Bad Gateway) on /api/x"


def test_streams_and_sockets_that_go_on_or_end_say_nothing_of_new_connections() -> None:
    made = Made(20.0).request(0.1, 7.0, FLV, error="net::ERR_INCOMPLETE_CHUNKED_ENCODING").socket(0.2, 7.0)
    assert ConnectRefused(leg="flv").witness(made.timeline(), REFUSED) is None
    assert ConnectRefused(leg="socket").witness(made.timeline(), REFUSED) is None
    assert ConnectRefused(leg="flv").witness(healthy(20.0).timeline(), REFUSED) is None


def test_a_web_socket_that_was_never_taken_is_the_witness() -> None:
    made = healthy(20.0).socket(0.2, 6.0).socket(7.0, 7.01, taken=False).timeline()
    sighting = ConnectRefused(leg="socket").witness(made, REFUSED)
    assert sighting is not None and sighting.detail == "WebSocket refused"


def test_a_publisher_that_was_refused_is_the_witness() -> None:
    made = healthy(20.0).add(6.0, EventName.PUBLISHER_STOPPED, reason="lost: the origin closed the connection")
    assert ConnectRefused(leg="ingest").witness(made.timeline(), REFUSED) is None
    made.add(6.5, EventName.PUBLISHER_STOPPED, reason="refused: Connection refused")
    sighting = ConnectRefused(leg="ingest").witness(made.timeline(), REFUSED)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 6.5)


def test_of_a_redis_it_is_seen_once_the_server_has_lost_it() -> None:
    made = healthy(20.0).add(0.5, EventName.VIEWERS_COUNTED, count=1, shared=True)
    assert ConnectRefused(leg="redis").witness(made.timeline(), REFUSED) is None
    made.add(6.0, EventName.VIEWERS_COUNTED, count=1, shared=False)
    assert ConnectRefused(leg="redis").witness(made.timeline(), REFUSED) is not None
