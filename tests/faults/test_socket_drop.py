"""Socket drop: its act on the signalling server, and its witness on made timelines."""

import pytest

from chaoslab.faults.socket_drop import SocketDrop
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made, healthy

DROP = Injection(0, ZERO + 5.0, ZERO + 5.01, ZERO + 6.0)
BOTH, CHAT = SocketDrop(), SocketDrop(namespace="chat")


def two(streaming: float | None, chat: float | None) -> Made:
    return healthy(20.0).socket(0.2, streaming).socket(0.3, chat, ns="chat")


async def test_it_drops_once_and_lifting_does_nothing() -> None:
    world = FakeWorld()
    await CHAT.inject(world)
    await CHAT.lift(world)
    assert world.calls == [("signalling", "drop", "chat")]


def test_the_browser_that_lost_its_sockets_is_the_witness() -> None:
    sighting = BOTH.witness(two(5.03, 5.02).timeline(), DROP)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 5.02)
    assert (sighting.witness, sighting.detail) == ("browser", "2 WebSockets closed")


def test_there_is_no_witness_if_all_connections_stand() -> None:
    assert BOTH.witness(two(None, None).timeline(), DROP) is None


def test_there_is_no_witness_if_one_of_them_stands() -> None:
    assert BOTH.witness(two(5.03, None).timeline(), DROP) is None
    assert CHAT.witness(two(5.03, None).timeline(), DROP) is None


def test_the_other_namespace_may_stand() -> None:
    sighting = CHAT.witness(two(None, 5.03).timeline(), DROP)
    assert sighting is not None and sighting.detail == "WebSocket closed"


def test_one_that_ended_before_or_long_after_or_that_the_page_left_is_no_witness() -> None:
    assert CHAT.witness(two(None, 4.0).timeline(), DROP) is None
    assert CHAT.witness(two(None, 7.0).timeline(), DROP) is None
    assert CHAT.witness(two(None, 5.03).says(5.02, "41/chat,", socket="s2").timeline(), DROP) is None


def test_without_any_socket_there_is_no_witness() -> None:
    assert BOTH.witness(healthy(20.0).timeline(), DROP) is None


def test_sockets_that_end_because_the_trial_is_over_are_no_witness() -> None:
    over = two(5.6, 5.6).add(5.5, EventName.TRIAL_CLOSED).timeline()
    assert BOTH.witness(over, DROP) is None
