"""Socket delay: its act on the signalling server, and its witness on made timelines."""

import pytest

from chaoslab.faults.socket_delay import SocketDelay
from chaoslab.timeline.injection import Injection
from chaoslab.world.message_harm import MessageHarm
from tests.evidence.signalling.test_deliveries import COUNT, observed
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made, healthy

LATE = Injection(0, ZERO + 5.0, ZERO + 5.2, ZERO + 10.0)
FAULT = SocketDelay(delay=1.5)


def counted(late: float | None, *, before: float | None = 0.01) -> Made:
    """An event sent during the call came after `before`, one every half second after that came after `late`."""
    made = observed(healthy(20.0).socket(0.2), 5.1, COUNT % 0)
    if before is not None:
        made.hears(5.1 + before, COUNT % 0)
    for time in range(1, 9):
        observed(made, 5.2 + time / 2, COUNT % time)
        if late is not None:
            made.hears(5.2 + time / 2 + late, COUNT % time)
    return made


async def test_it_delays_messages_and_lets_them_go() -> None:
    world = FakeWorld()
    await FAULT.inject(world)
    await FAULT.lift(world)
    harm = MessageHarm("both", delay=1.5)
    assert world.calls == [("signalling", "harm", "socket-delay", harm), ("signalling", "mend", "socket-delay")]


def test_what_came_late_to_the_page_and_at_once_elsewhere_is_the_witness() -> None:
    sighting = FAULT.witness(counted(1.51).timeline(), LATE)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 5.7)
    assert sighting.detail == "stream:viewer:count came 1.51 s later than on another connection"


def test_what_has_not_come_yet_is_late_too_once_most_of_the_delay_has_gone_by() -> None:
    still_on = Injection(0, LATE.sent_at, LATE.returned_at)
    assert FAULT.witness(counted(None).timeline(), still_on) is not None


def test_what_did_not_come_when_the_fault_was_lifted_was_lost_and_not_late() -> None:
    assert FAULT.witness(counted(None).timeline(), LATE) is None


def test_there_is_no_witness_if_all_comes_at_once() -> None:
    assert FAULT.witness(counted(0.01).timeline(), LATE) is None


def test_a_shorter_delay_is_no_witness() -> None:
    assert FAULT.witness(counted(1.2).timeline(), LATE) is None


@pytest.mark.parametrize("before", [None, 1.51])
def test_on_a_page_that_got_nothing_at_once_before_nothing_is_a_witness(before: float | None) -> None:
    assert FAULT.witness(counted(1.51, before=before).timeline(), LATE) is None


def test_without_an_observer_there_is_no_witness() -> None:
    assert FAULT.witness(healthy(20.0).socket(0.2).hears(7.0, COUNT % 1).timeline(), LATE) is None
