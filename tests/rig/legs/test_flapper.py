"""Flapper: its turns on a switch that only notes them."""

import asyncio
from itertools import repeat

import pytest

from chaoslab.errors import NotReady, TrialBroken
from chaoslab.legs.leg import Leg
from chaoslab.rig.legs.flapper import Flapper


class Switch:
    """Notes each turn."""

    def __init__(self) -> None:
        self.turns: asyncio.Queue[str] = asyncio.Queue()

    async def off(self, leg: Leg) -> None:
        self.turns.put_nowait(f"{leg} off")

    async def on(self, leg: Leg) -> None:
        self.turns.put_nowait(f"{leg} on")

    async def broken(self, leg: Leg) -> None:
        self.turns.put_nowait(f"{leg} broken")
        raise NotReady("Toxiproxy", "is gone")


async def test_it_begins_down_and_takes_turns_until_it_is_stopped() -> None:
    switch = Switch()
    flapping = Flapper(switch.off, switch.on, "hls", repeat((0.01, 0.01)))
    assert [await switch.turns.get() for _ in range(4)] == ["hls on", "hls off", "hls on", "hls off"]
    await flapping.stop()
    done = switch.turns.qsize()
    await asyncio.sleep(0.05)
    assert switch.turns.qsize() == done


async def test_a_stop_does_not_wait_for_the_next_turn() -> None:
    switch = Switch()
    flapping = Flapper(switch.off, switch.on, "hls", repeat((60, 60)))
    async with asyncio.timeout(1):
        await flapping.stop()
    assert switch.turns.empty()


async def test_a_turn_that_failed_is_told_at_the_stop() -> None:
    switch = Switch()
    flapping = Flapper(switch.off, switch.broken, "hls", repeat((0.01, 0.01)))
    assert await switch.turns.get() == "hls broken"
    with pytest.raises(TrialBroken, match=r"the hls leg did not flap to the end: .* is gone"):
        await flapping.stop()
