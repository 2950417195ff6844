"""What the operating system says of the origin's process: runs, stopped or gone, asked twenty times a second."""

import asyncio
from contextlib import AbstractAsyncContextManager

from chaoslab import clock
from chaoslab.rig.media.origins import Origin
from chaoslab.rig.processes.background import beside
from chaoslab.rig.processes.machine import process_state
from chaoslab.timeline.events import Event, EventName, Sink

_EVERY = 0.05  # seconds


def watched_origin(origin: Origin, sink: Sink) -> AbstractAsyncContextManager[None]:
    """Note `origin.changed`, starting with its present state; nothing for an origin that the lab did not start."""
    return beside(_watch(origin, sink))


async def _watch(origin: Origin, sink: Sink) -> None:
    pid, state = 0, "gone"
    while True:
        here = origin.child.pid if origin.child else pid
        if here != pid and pid and state != "gone":
            sink(Event(clock.now(), EventName.ORIGIN_CHANGED, {"state": "gone", "pid": pid}))
        now = process_state(here) if here else "gone"
        if (here, now) != (pid, state):
            pid, state = here, now
            sink(Event(clock.now(), EventName.ORIGIN_CHANGED, {"state": state, "pid": pid}))
        await asyncio.sleep(_EVERY)
