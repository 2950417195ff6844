"""Watches over the machine while a trial runs: whether the lab's processes get a processor in time."""

import asyncio
import os
import time
from contextlib import AbstractAsyncContextManager

from chaoslab import clock
from chaoslab.rig.processes import machine
from chaoslab.rig.processes.background import beside
from chaoslab.rig.processes.cpu_wait import RunQueue
from chaoslab.timeline.events import MACHINE_STEP, Event, EventName, Sink

_TICK = 0.05  # seconds, as the recorder's in the page
_FAMILY = 5  # samples after which the list of processes is refreshed


def watched_machine(sink: Sink) -> AbstractAsyncContextManager[None]:
    """Send `machine.sampled` once a second."""
    return beside(_watch(sink))


async def _watch(sink: Sink) -> None:
    queue, pids = RunQueue(), await asyncio.to_thread(machine.family, os.getpid())
    await asyncio.to_thread(queue.since_last, pids)
    count = 0
    while True:
        late = await _worst_late()
        count += 1
        if count % _FAMILY == 1:
            pids = await asyncio.to_thread(machine.family, os.getpid())
        waits = await asyncio.to_thread(queue.since_last, pids)
        facts = {"late": round(late, 4), "load": machine.load()}
        if waits:
            facts |= {"wait": round(waits.each, 6), "waited": round(waits.waited, 4), "ran": round(waits.ran, 4)}
        sink(Event(clock.now(), EventName.MACHINE_SAMPLED, facts))


async def _worst_late() -> float:
    """The most seconds that a timer came late within a second, less the CPU time the lab itself used meanwhile."""
    worst, end = 0.0, clock.now() + MACHINE_STEP
    while (due := clock.now() + _TICK) < end:
        worked = time.process_time()
        await asyncio.sleep(_TICK)
        worst = max(worst, clock.now() - due - (time.process_time() - worked))
    return worst
