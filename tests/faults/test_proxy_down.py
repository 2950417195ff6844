"""Proxy down: its act on the proxies, and its witness on made timelines."""

import pytest

from chaoslab.events import EventName
from chaoslab.fault import Injection
from chaoslab.faults.proxy_down import ProxyDown
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, healthy, outage

CUT = Injection(0, ZERO + 5.0, ZERO + 5.004, ZERO + 25.0)


async def test_it_disables_the_leg_and_enables_it_again() -> None:
    world = FakeWorld()
    await ProxyDown(leg="hls").inject(world)
    await ProxyDown(leg="hls").lift(world)
    assert world.calls == [("disable", "hls"), ("enable", "hls")]


def test_the_browser_that_lost_its_stream_is_the_witness() -> None:
    seen = ProxyDown(leg="flv").witness(outage().timeline(), CUT)
    assert seen is not None
    assert seen.at == pytest.approx(ZERO + 5.005)
    assert seen.witness == "browser"
    assert "ERR_INCOMPLETE_CHUNKED_ENCODING" in seen.detail


def test_a_stream_that_goes_on_is_no_witness() -> None:
    assert ProxyDown(leg="flv").witness(healthy(30.0).fault(5.0, 25.0).timeline(), CUT) is None


def test_trouble_on_another_leg_is_no_witness() -> None:
    assert ProxyDown(leg="hls").witness(outage().timeline(), CUT) is None


def test_a_request_that_the_page_gave_up_itself_is_no_witness() -> None:
    made = healthy(30.0)
    made.add(6.0, EventName.REQUEST_FAILED, request="r1", error="net::ERR_ABORTED", canceled=True)
    assert ProxyDown(leg="flv").witness(made.timeline(), CUT) is None


def test_the_encoder_is_the_witness_of_a_cut_ingest() -> None:
    made = healthy(30.0).add(5.01, EventName.PUBLISHER_STOPPED, reason="connection lost")
    seen = ProxyDown(leg="ingest").witness(made.timeline(), CUT)
    assert seen is not None and seen.witness == "publisher"


def test_a_publisher_that_was_told_to_stop_has_not_lost_its_connection() -> None:
    made = healthy(30.0).add(5.01, EventName.PUBLISHER_STOPPED, reason="asked")
    assert ProxyDown(leg="ingest").witness(made.timeline(), CUT) is None


def test_a_socket_on_the_leg_that_closed_is_the_witness() -> None:
    seen = ProxyDown(leg="socket").witness(healthy(30.0).socket(0.2, 5.01).timeline(), CUT)
    assert seen is not None and seen.at == pytest.approx(ZERO + 5.01)


def test_a_socket_on_another_leg_that_closed_is_no_witness() -> None:
    made = healthy(30.0).socket(0.2, 5.01, leg=None).socket(0.3)
    assert ProxyDown(leg="socket").witness(made.timeline(), CUT) is None
