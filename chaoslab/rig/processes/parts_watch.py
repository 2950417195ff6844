"""The pulse of a rig's parts: which of their processes run, and which were stopped by somebody."""

import asyncio
import re
from collections.abc import Iterable, Mapping
from contextlib import AbstractAsyncContextManager

from chaoslab import clock
from chaoslab.rig.processes import machine
from chaoslab.rig.processes.background import beside
from chaoslab.rig.processes.children import Child, Children
from chaoslab.timeline.events import PARTS_STEP, Event, EventName, Sink

_FAMILY = 6  # samples after which the processes that parts have started are looked for again
_NUMBER = re.compile(r"-\d+$")  # of a port, in a child's name


def watched_parts(children: Children, sink: Sink) -> AbstractAsyncContextManager[None]:
    """Send `parts.sampled` twice a second: for every child that runs, and what the browser has started itself."""
    return beside(_watch(children, sink))


async def _watch(children: Children, sink: Sink) -> None:
    started: Mapping[int, tuple[int, ...]] = {}  # the processes of each child, itself first
    turn = 0
    while True:
        running = children.running
        if turn % _FAMILY == 0 or any(child.pid not in started for child in running):
            started = await asyncio.to_thread(machine.families, [child.pid for child in running])
        turn += 1
        stopped = await asyncio.to_thread(_stopped, running, started)
        facts = {"running": sorted({part_name(child) for child in running} - stopped), "stopped": sorted(stopped)}
        sink(Event(clock.now(), EventName.PARTS_SAMPLED, facts))
        await asyncio.sleep(PARTS_STEP)


def part_name(child: Child) -> str:
    """A child's name without the number of its port."""
    return _NUMBER.sub("", child.name)


def _stopped(children: Iterable[Child], started: Mapping[int, tuple[int, ...]]) -> set[str]:
    """Names of the parts of which a process is stopped."""
    return {
        part_name(child) for child in children if any(map(machine.is_stopped, started.get(child.pid, (child.pid,))))
    }
