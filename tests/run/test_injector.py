"""Steps carried out: written down before and after, and nothing stays broken."""

import asyncio
import time

import pytest

from chaoslab import clock
from chaoslab.errors import FaultStuck, TrialBroken
from chaoslab.experiment.method.step import Step
from chaoslab.faults.proxy_down import ProxyDown
from chaoslab.legs.leg import Leg
from chaoslab.run.injector import Injector
from chaoslab.run.recording import Recording
from chaoslab.timeline.events import EventName
from tests.faults.fake_world import FakeWorld

STEP = Step(at=1, lasting=2, fault="proxy_down", settings={"leg": "flv"})


class StuckWorld(FakeWorld):
    async def enable(self, leg: Leg) -> None:
        raise FaultStuck(f"the {leg} leg could not be enabled again")


class SlowWorld(FakeWorld):
    """Its first lift takes long."""

    async def enable(self, leg: Leg) -> None:
        await super().enable(leg)
        if self.calls.count(("enable", leg)) == 1:
            await asyncio.sleep(30)


class BrokenWorld(FakeWorld):
    """What its fault did went wrong, and is over."""

    async def enable(self, leg: Leg) -> None:
        await super().enable(leg)
        raise TrialBroken(f"the {leg} leg did not flap to the end")


class FullDiskWorld(FakeWorld):
    async def enable(self, leg: Leg) -> None:
        await super().enable(leg)
        raise OSError(28, "No space left on device")


async def test_a_fault_is_intended_injected_and_lifted_in_this_order() -> None:
    world, record = FakeWorld(), Recording()
    injector = Injector(world, record)
    await injector.inject(0, STEP)
    await injector.lift(0)
    assert [event.name for event in record.so_far()] == ["fault.intended", "fault.injected", "fault.lifted"]
    assert world.calls == [("disable", "flv"), ("enable", "flv")]


async def test_an_injection_is_an_interval() -> None:
    record = Recording()
    injection = await Injector(FakeWorld(), record).inject(0, STEP)
    (event,) = record.so_far().named(EventName.FAULT_INJECTED)
    assert event.at == injection.sent_at
    assert injection.sent_at <= injection.returned_at


async def test_whatever_is_still_on_is_lifted_the_latest_first() -> None:
    world, record = FakeWorld(), Recording()
    injector = Injector(world, record)
    await injector.inject(0, STEP)
    await injector.inject(1, Step(at=1, lasting=2, fault="proxy_down", settings={"leg": "hls"}))
    await injector.lift_all()
    await injector.lift_all()
    assert world.calls[2:] == [("enable", "hls"), ("enable", "flv")]


async def test_a_fault_that_cannot_be_lifted_is_written_down_and_raised() -> None:
    record = Recording()
    injector = Injector(StuckWorld(), record)
    await injector.inject(0, STEP)
    with pytest.raises(FaultStuck, match=r"proxy_down \(step 1\) could not be lifted"):
        await injector.lift_all()
    assert record.so_far().first(EventName.FAULT_STUCK) is not None


async def test_a_fault_that_went_wrong_while_it_was_on_and_is_off_is_not_stuck() -> None:
    world, record = BrokenWorld(), Recording()
    injector = Injector(world, record)
    await injector.inject(0, STEP)
    with pytest.raises(TrialBroken, match="did not flap"):
        await injector.lift_all()
    await injector.lift_all()
    assert world.calls.count(("enable", "flv")) == 1
    assert record.so_far().first(EventName.FAULT_LIFTED) is not None
    assert record.so_far().first(EventName.FAULT_STUCK) is None


async def test_the_looks_for_a_witness_leave_the_lab_most_of_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[float] = []

    def slow_look(*_: object) -> None:
        time.sleep(0.02)
        looks.append(clock.now())

    monkeypatch.setattr(ProxyDown, "witness", slow_look)
    injector = Injector(FakeWorld(), Recording())
    injection = await injector.inject(0, STEP)
    looking = asyncio.ensure_future(injector.look_for_witness(injection))
    await asyncio.sleep(0.9)
    await injector.lift(0)
    await looking
    assert 1 <= len(looks) <= 3  # as often as each 0.42 s


async def test_a_lift_that_was_cancelled_half_way_is_made_again_on_the_way_out() -> None:
    world, record = SlowWorld(), Recording()
    injector = Injector(world, record)
    await injector.inject(0, STEP)
    lifting = asyncio.ensure_future(injector.lift(0))
    await asyncio.sleep(0.01)
    lifting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await lifting
    await injector.lift_all()
    assert world.calls[1:] == [("enable", "flv"), ("enable", "flv")]
    assert record.so_far().first(EventName.FAULT_LIFTED) is not None


async def test_an_error_that_nobody_foresaw_keeps_no_other_fault_from_being_lifted() -> None:
    world = FullDiskWorld()
    injector = Injector(world, Recording())
    await injector.inject(0, STEP)
    await injector.inject(1, Step(at=1, lasting=2, fault="proxy_down", settings={"leg": "hls"}))
    with pytest.raises(OSError, match="No space"):
        await injector.lift_all()
    assert world.calls[2:] == [("enable", "hls"), ("enable", "flv")]
