"""Server restart: its act on the signalling server, and its witness on made timelines."""

import pytest

from chaoslab.faults.server_restart import ServerRestart
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, healthy

DOWN = Injection(0, ZERO + 5.0, ZERO + 5.1, ZERO + 7.0)


async def test_it_kills_the_server_and_starts_a_new_one() -> None:
    world = FakeWorld()
    await ServerRestart().inject(world)
    await ServerRestart().lift(world)
    assert world.calls == [("signalling", "stop"), ("signalling", "start")]


def test_the_browser_that_lost_its_socket_is_the_witness() -> None:
    sighting = ServerRestart().witness(healthy(20.0).socket(0.2, 5.02).timeline(), DOWN)
    assert sighting is not None
    assert sighting.detail == "WebSocket closed"
    assert sighting.at == pytest.approx(ZERO + 5.02)


def test_a_browser_that_was_refused_is_a_witness() -> None:
    sighting = ServerRestart().witness(healthy(20.0).socket(6.0, 6.1, taken=False).timeline(), DOWN)
    assert sighting is not None
    assert sighting.detail == "WebSocket refused"


def test_a_socket_of_another_leg_is_no_witness() -> None:
    assert ServerRestart().witness(healthy(20.0).socket(0.2, 5.02, leg="api").timeline(), DOWN) is None


def test_a_socket_that_the_page_itself_took_leave_of_is_no_witness() -> None:
    made = healthy(20.0).socket(0.2, 5.02).says(5.01, "41/streaming,")
    assert ServerRestart().witness(made.timeline(), DOWN) is None


def test_a_socket_that_stands_is_no_witness() -> None:
    assert ServerRestart().witness(healthy(20.0).socket(0.2).timeline(), DOWN) is None
