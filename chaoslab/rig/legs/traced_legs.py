"""Legs that follow a trace: Toxiproxy gets each change at its time, and each is noted with how late it came."""

import asyncio
from collections.abc import Mapping

from chaoslab import clock
from chaoslab.errors import NotReady, TrialBroken
from chaoslab.legs.leg import Leg
from chaoslab.rig.processes.set_by import set_by
from chaoslab.timeline.events import Event, EventName, Sink
from chaoslab.traces.schedule import Schedule
from chaoslab.traces.toxics import ORDER, slices, toxics
from chaoslab.traces.trace import Change
from chaoslab.world.world import Proxies


class TracedLegs:
    """Which legs of a trial follow which trace."""

    def __init__(self, proxies: Proxies, sink: Sink) -> None:
        self._proxies, self._sink = proxies, sink
        self._following: dict[Leg, _Following] = {}

    async def follow(self, leg: Leg, schedule: Schedule) -> None:
        """Put its first change on the leg and go on by itself; it counts from this call. Raises NotReady."""
        following = _Following(self._proxies, self._sink, leg, schedule)
        await following.begin()
        self._following[leg] = following

    async def leave(self, leg: Leg) -> None:
        """The leg is as it was; connections stay open. Raises FaultStuck, and TrialBroken if a change had failed."""
        following = self._following.pop(leg, None)
        try:
            if following is not None:
                await following.stop()
        finally:
            for kind in reversed(ORDER):
                await self._proxies.remove_toxic(leg, kind)


class _Following:
    """One leg on its way along a trace; a change that comes late does not move those after it."""

    def __init__(self, proxies: Proxies, sink: Sink, leg: Leg, schedule: Schedule) -> None:
        self._proxies, self._sink, self._leg = proxies, sink, leg
        self._slices, self._changes = slices(schedule.one_round()), schedule.changes()
        self._over = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._on: Mapping[str, Mapping[str, int]] = {}

    async def begin(self) -> None:
        """Put the toxics on."""
        began, first = clock.now(), next(self._changes)
        attributes = {"slicer": self._slices, **toxics(first)}
        for kind in ORDER:
            await self._proxies.add_toxic(self._leg, kind, attributes[kind])
        self._on = attributes
        self._note(first, due=began, sent=began)
        self._task = asyncio.ensure_future(self._go_on(began))

    async def stop(self) -> None:
        """Go no further. Raises TrialBroken if a change had failed."""
        self._over.set()  # not cancelled: a call that was given up half-way could still come through later
        if self._task is None:
            return
        try:
            await self._task
        except NotReady as error:
            raise TrialBroken(f"the {self._leg} leg did not follow its trace to the end: {error}") from error

    async def _go_on(self, began: float) -> None:
        for change in self._changes:
            due = began + change.at
            if await set_by(self._over, due):
                return
            await self._tell(change, due)

    async def _tell(self, change: Change, due: float) -> None:
        sent, attributes = clock.now(), {"slicer": self._slices, **toxics(change)}
        for kind in ORDER:
            if attributes[kind] != self._on[kind]:
                await self._proxies.update_toxic(self._leg, kind, attributes[kind])
        self._on = attributes
        self._note(change, due=due, sent=sent)

    def _note(self, change: Change, *, due: float, sent: float) -> None:
        link = {"kbit_per_s": change.kbit_per_s, "latency_ms": change.latency_ms, "jitter_ms": change.jitter_ms}
        times = {"due_at": round(due, 6), "sent_at": round(sent, 6), "returned_at": round(clock.now(), 6)}
        self._sink(Event(sent, EventName.LEG_SHAPED, {"leg": self._leg, **link, **times}))
