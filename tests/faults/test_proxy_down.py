"""Proxy down: its act on the proxies, and its witness on made timelines."""

import pytest

from chaoslab.faults.proxy_down import ProxyDown
from chaoslab.faults.timeout import Timeout
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from chaoslab.timeline.timeline import Timeline
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, healthy, outage

CUT = Injection(0, ZERO + 5.0, ZERO + 5.004, ZERO + 25.0)


async def test_it_disables_the_leg_and_enables_it_again() -> None:
    world = FakeWorld()
    await ProxyDown(leg="hls").inject(world)
    await ProxyDown(leg="hls").lift(world)
    assert world.calls == [("disable", "hls"), ("enable", "hls")]


def test_the_browser_that_lost_its_stream_is_the_witness() -> None:
    sighting = ProxyDown(leg="flv").witness(outage().timeline(), CUT)
    assert sighting is not None
    assert sighting.at == pytest.approx(ZERO + 5.005)
    assert sighting.witness == "browser"
    assert "ERR_INCOMPLETE_CHUNKED_ENCODING" in sighting.detail


def test_a_stream_that_goes_on_is_no_witness() -> None:
    assert ProxyDown(leg="flv").witness(healthy(30.0).fault(5.0, 25.0).timeline(), CUT) is None


def test_trouble_on_another_leg_is_no_witness() -> None:
    assert ProxyDown(leg="hls").witness(outage().timeline(), CUT) is None


def test_a_request_that_the_page_gave_up_itself_is_no_witness() -> None:
    made = healthy(30.0)
    made.add(6.0, EventName.REQUEST_FAILED, request="r1", error="net::ERR_ABORTED", canceled=True)
    assert ProxyDown(leg="flv").witness(made.timeline(), CUT) is None


def test_the_encoder_is_the_witness_of_a_cut_ingest() -> None:
    made = healthy(30.0).add(5.01, EventName.PUBLISHER_STOPPED, reason="lost: the origin closed the connection")
    sighting = ProxyDown(leg="ingest").witness(made.timeline(), CUT)
    assert sighting is not None and sighting.witness == "publisher"


def test_a_publisher_that_was_told_to_stop_has_not_lost_its_connection() -> None:
    made = healthy(30.0).add(5.01, EventName.PUBLISHER_STOPPED, reason="asked")
    assert ProxyDown(leg="ingest").witness(made.timeline(), CUT) is None


def test_a_socket_on_the_leg_that_closed_is_the_witness() -> None:
    sighting = ProxyDown(leg="socket").witness(healthy(30.0).socket(0.2, 5.01).timeline(), CUT)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 5.01)


def test_a_socket_on_another_leg_that_closed_is_no_witness() -> None:
    made = healthy(30.0).socket(0.2, 5.01, leg=None).socket(0.3)
    assert ProxyDown(leg="socket").witness(made.timeline(), CUT) is None


def counted(*counts: tuple[float, bool]) -> Timeline:
    made = healthy(30.0)
    for at, shared in counts:
        made.add(at, EventName.VIEWERS_COUNTED, count=1, shared=shared)
    return made.timeline()


def test_a_signalling_server_that_lost_its_redis_is_the_witness() -> None:
    for fault in (ProxyDown(leg="redis"), Timeout(leg="redis")):
        sighting = fault.witness(counted((0.5, True), (5.2, False), (25.5, True)), CUT)
        assert sighting is not None and sighting.witness == "signalling server"
        assert sighting.at == pytest.approx(ZERO + 5.2)


def test_a_redis_that_never_answered_or_went_on_answering_has_no_witness() -> None:
    assert ProxyDown(leg="redis").witness(counted((0.5, False), (5.2, False)), CUT) is None
    assert ProxyDown(leg="redis").witness(counted((0.5, True), (26.0, False)), CUT) is None


def test_behind_a_router_the_answer_that_a_leg_refuses_is_the_witness() -> None:
    made = healthy(30.0)
    made.add(6.0, EventName.REQUEST_STARTED, request="a1", url="http://127.0.0.1:9/api/x", leg="api", method="GET")
    made.add(6.1, EventName.REQUEST_ANSWERED, request="a1", status=502, mime="text/plain")
    sighting = ProxyDown(leg="api").witness(made.timeline(), CUT)
    assert sighting is not None and sighting.detail == "502 (Bad Gateway) on /api/x"
    assert sighting.at == pytest.approx(ZERO + 6.1)
    assert ProxyDown(leg="hls").witness(made.timeline(), CUT) is None


def test_an_encoder_that_the_origin_turned_away_was_not_cut() -> None:
    made = healthy(30.0).add(5.01, EventName.PUBLISHER_STOPPED, reason="refused: the origin answered _error")
    assert ProxyDown(leg="ingest").witness(made.timeline(), CUT) is None
