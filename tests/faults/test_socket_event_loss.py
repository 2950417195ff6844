"""Socket event loss: its act on the signalling server, and its witness on made timelines."""

import pytest

from chaoslab.faults.socket_event_loss import SocketEventLoss
from chaoslab.timeline.injection import Injection
from chaoslab.world.message_harm import MessageHarm
from tests.evidence.signalling.test_deliveries import COUNT, observed
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made, healthy

LOST = Injection(0, ZERO + 5.0, ZERO + 5.2, ZERO + 10.0)
ALL, ENDED = SocketEventLoss(), SocketEventLoss(event="stream:ended")
THE_END = '42/streaming,["stream:ended",{"key":"k"}]'


def counted(*came: int, before: bool = True) -> Made:
    """One event sent during the call and eight after it; those with these numbers reached the page."""
    made = observed(healthy(20.0).socket(0.2), 5.1, COUNT % 0)
    if before:
        made.hears(5.11, COUNT % 0)
    for time in range(1, 9):
        observed(made, 5.2 + time / 2, COUNT % time)
        if time in came:
            made.hears(5.21 + time / 2, COUNT % time)
    return made


async def test_it_loses_events_until_it_is_lifted() -> None:
    world = FakeWorld()
    fault = SocketEventLoss(event="chat:message", share=0.5, seed=3, namespace="chat")
    await fault.inject(world)
    await fault.lift(world)
    harm = MessageHarm("chat", event="chat:message", share=0.5, seed=3)
    name = "socket-event-loss"
    assert world.calls == [("signalling", "harm", name, harm), ("signalling", "mend", name)]


def test_what_came_elsewhere_and_never_to_the_page_is_the_witness() -> None:
    sighting = ALL.witness(counted().timeline(), LOST)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 5.7)
    assert sighting.detail == "stream:viewer:count came on another connection, and never to the page"


def test_the_first_of_a_share_is_the_witness() -> None:
    sighting = SocketEventLoss(share=0.5).witness(counted(1, 2, 4).timeline(), LOST)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 6.7)


def test_there_is_no_witness_if_all_events_came() -> None:
    assert ALL.witness(counted(*range(1, 9)).timeline(), LOST) is None


def test_what_came_late_was_not_lost() -> None:
    made = counted()
    for time in range(1, 9):
        made.hears(12.0 + time, COUNT % time)
    assert ALL.witness(made.timeline(), LOST) is None


def test_on_a_page_to_which_nothing_ever_came_nothing_is_a_witness() -> None:
    assert ALL.witness(counted(before=False).timeline(), LOST) is None


def test_an_event_with_another_name_is_no_witness() -> None:
    assert ENDED.witness(counted().timeline(), LOST) is None


def test_a_lost_event_of_that_name_among_others_that_came_is_a_witness() -> None:
    made = observed(counted(*range(1, 9)), 7.0, THE_END)
    sighting = ENDED.witness(made.timeline(), LOST)
    assert sighting is not None and "stream:ended" in sighting.detail


def test_what_was_lost_before_or_after_the_fault_is_no_witness() -> None:
    made = observed(observed(counted(*range(1, 9)), 4.0, THE_END), 11.0, THE_END)
    assert ENDED.witness(made.timeline(), LOST) is None


def test_an_event_whose_socket_ended_at_once_was_not_lost_by_the_server() -> None:
    made = observed(healthy(20.0).socket(0.2, 6.0), 5.1, COUNT % 0).hears(5.11, COUNT % 0)
    assert ALL.witness(observed(made, 5.7, COUNT % 1).timeline(), LOST) is None


def test_it_says_which_events() -> None:
    sentences = [fault.in_words() for fault in (ALL, ENDED, SocketEventLoss(share=0.25))]
    ending = "of the signalling server never come (both)"
    assert sentences == [f"all events {ending}", f"all stream:ended events {ending}", f"25 % of the events {ending}"]
