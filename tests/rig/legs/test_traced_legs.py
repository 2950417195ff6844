"""Legs that follow a trace: what the proxies are told and when, and what is written down."""

import asyncio
from collections.abc import Mapping
from itertools import pairwise

import pytest

from chaoslab import clock
from chaoslab.errors import NotReady, TrialBroken
from chaoslab.legs.leg import Leg
from chaoslab.rig.legs.proxies import open_proxies
from chaoslab.rig.legs.traced_legs import TracedLegs
from chaoslab.rig.processes.children import open_children
from chaoslab.setup.components import locate
from chaoslab.timeline.events import Event, EventName
from chaoslab.traces import Change, Schedule, Trace
from tests.faults.fake_world import FakeWorld

STEPS = Trace((Change(0, 800, 40), Change(0.1, 80, 40), Change(0.2, 80, 300, 50)), 0.3)
SLICES = {"average_size": 1000, "size_variation": 0, "delay": 0}


async def followed(world: FakeWorld, seen: list[Event], number: int) -> TracedLegs:
    """Legs of which one has followed the trace for so many changes."""
    links = TracedLegs(world, seen.append)
    await links.follow("flv", Schedule(STEPS))
    async with asyncio.timeout(5):
        while len(seen) < number:  # noqa: ASYNC110 - the list gives no signal
            await asyncio.sleep(0.005)
    return links


async def test_the_first_change_is_put_on_and_only_what_differs_is_told_later() -> None:
    world, seen = FakeWorld(), list[Event]()
    links = await followed(world, seen, 4)
    await links.leave("flv")
    assert world.calls[:3] == [
        ("add_toxic", "flv", "slicer", SLICES),
        ("add_toxic", "flv", "bandwidth", {"rate": 100}),
        ("add_toxic", "flv", "latency", {"latency": 40, "jitter": 0}),
    ]
    assert world.calls[3:6] == [
        ("update_toxic", "flv", "bandwidth", {"rate": 10}),
        ("update_toxic", "flv", "latency", {"latency": 300, "jitter": 50}),
        ("update_toxic", "flv", "bandwidth", {"rate": 100}),
    ]
    assert world.calls[-3:] == [("remove_toxic", "flv", kind) for kind in ("latency", "bandwidth", "slicer")]


async def test_each_change_is_written_down_with_when_it_was_due_and_when_it_came() -> None:
    seen: list[Event] = []
    links = await followed(FakeWorld(), seen, 5)
    await links.leave("flv")
    assert {event.name for event in seen} == {EventName.LEG_SHAPED}
    first, second, third, *_ = (event.data for event in seen)
    assert (second["leg"], second["kbit_per_s"], second["latency_ms"]) == ("flv", 80, 40)
    assert third["latency_ms"] == 300 and third["jitter_ms"] == 50
    assert second["due_at"] - first["due_at"] == pytest.approx(0.1, abs=1e-5)
    assert seen[3].data["due_at"] - first["due_at"] == pytest.approx(0.3, abs=1e-5)
    for event in seen:
        assert event.data["due_at"] <= event.data["sent_at"] <= event.data["returned_at"]
        assert event.at == pytest.approx(event.data["sent_at"], abs=1e-5)


async def test_a_leg_that_is_left_is_told_nothing_more_and_may_be_left_again() -> None:
    world, seen = FakeWorld(), list[Event]()
    links = await followed(world, seen, 1)
    await links.leave("flv")
    told = len(world.calls)
    await links.leave("flv")
    assert world.calls[told:] == [("remove_toxic", "flv", kind) for kind in ("latency", "bandwidth", "slicer")]
    await asyncio.sleep(0.3)
    assert len(world.calls) == told + 3


class Failing(FakeWorld):
    """Refuses each update."""

    async def update_toxic(self, leg: Leg, kind: str, attributes: Mapping[str, int]) -> None:
        self.calls.append(("refused", leg, kind, dict(attributes)))
        raise NotReady("Toxiproxy", "is gone")


async def test_a_change_that_failed_is_told_when_the_leg_is_left_and_the_toxics_come_off_all_the_same() -> None:
    world, seen = Failing(), list[Event]()
    links = await followed(world, seen, 1)
    async with asyncio.timeout(5):
        while ("refused", "flv", "bandwidth", {"rate": 10}) not in world.calls:  # noqa: ASYNC110 - the list gives no signal
            await asyncio.sleep(0.005)
    with pytest.raises(TrialBroken, match=r"the flv leg did not follow its trace to the end: .* is gone"):
        await links.leave("flv")
    assert world.calls[-1] == ("remove_toxic", "flv", "slicer")


def allowed(changes: list[Event], end: float, *, most: bool) -> float:
    """How many bytes may pass at most, or are to pass at least, with each change made somewhere within its call.

    Not from when they were due: a busy machine tells them late.
    """
    rates: list[float] = [0.0, *(one.data["kbit_per_s"] * 125 for one in changes)]
    rises = [later > before for before, later in pairwise(rates)]
    made: list[float] = [
        one.data["sent_at" if up is most else "returned_at"] for one, up in zip(changes, rises, strict=True)
    ]
    return sum((until - at) * rate for (at, until), rate in zip(pairwise([*made, end]), rates[1:], strict=True))


@pytest.mark.lab
async def test_what_passes_a_real_toxiproxy_is_what_the_trace_says_through_every_change() -> None:
    """The rate rises again and again while pieces are held, which Toxiproxy does not survive in large ones."""

    async def pour(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                writer.write(bytes(65536))
                await writer.drain()
        except ConnectionError:
            pass

    server = await asyncio.start_server(pour, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    trace = Trace((Change(0, 8), Change(0.5, 400), Change(1, 16), Change(1.25, 1600)), 1.5)
    seen: list[Event] = []
    async with (
        server,
        open_children() as children,
        open_proxies(children, locate("toxiproxy"), {"flv": ("127.0.0.1", port)}) as proxies,
    ):
        links = TracedLegs(proxies, seen.append)
        await links.follow("flv", Schedule(trace))
        reader, writer = await asyncio.open_connection("127.0.0.1", proxies.ports["flv"])
        came, ends_at = 0, clock.now() + 6.25  # when little more comes
        while clock.now() < ends_at:
            try:
                async with asyncio.timeout(ends_at - clock.now()):
                    came += len(await reader.read(65536))
            except TimeoutError:
                break
        ended = clock.now()
        await links.leave("flv")
        assert proxies.child.alive
        writer.transport.abort()
    assert len(seen) > 12
    assert 0.85 * allowed(seen, ended, most=False) < came < 1.1 * allowed(seen, ended, most=True)
