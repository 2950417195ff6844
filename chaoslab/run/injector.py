"""Injects and lifts faults: intended, injected, seen, lifted, each written down; nothing stays broken."""

import asyncio
from collections.abc import Mapping
from typing import Any

from chaoslab import clock
from chaoslab.errors import FaultStuck, LabError, TrialBroken
from chaoslab.experiment.method.step import Step
from chaoslab.faults import Fault, fault_class
from chaoslab.run.recording import Recording
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.injection import Injection
from chaoslab.world.world import World

_LIFT_DEADLINE = 5.0  # seconds; a fault that takes longer to lift counts as stuck
_LOOK_EVERY = 0.02  # seconds between two looks for a witness, or longer:
_SPARES = 20  # times as long as the look took


class Injector:
    """Injects and lifts the faults of one trial."""

    def __init__(self, world: World, recording: Recording) -> None:
        self._world = world
        self._record = recording
        self._active: dict[int, tuple[Step, Fault]] = {}

    async def inject(self, index: int, step: Step) -> Injection:
        """Start one step's fault. The intention is on disk before the call, so that a later clean-up knows of it."""
        fault = fault_class(step.fault).model_validate(step.settings)
        facts = {"step": index, "fault": step.fault}
        self._record(Event(clock.now(), EventName.FAULT_INTENDED, {**facts, "settings": step.settings}))
        self._active[index] = (step, fault)
        sent = clock.now()
        await fault.inject(self._world)
        returned = clock.now()
        self._note(EventName.FAULT_INJECTED, facts, sent, returned)
        return Injection(index, sent, returned)

    async def lift(self, index: int) -> None:
        """End one step's fault. Raises FaultStuck when that fails, TrialBroken when the fault itself had failed."""
        step, fault = self._active[index]
        facts = {"step": index, "fault": step.fault}
        sent = clock.now()
        try:
            async with asyncio.timeout(_LIFT_DEADLINE):
                await fault.lift(self._world)
        except TrialBroken:
            self._active.pop(index, None)  # it is off, but went wrong while it was on
            self._note(EventName.FAULT_LIFTED, facts, sent, clock.now())
            raise
        except (LabError, TimeoutError) as error:
            self._active.pop(index, None)
            reason = str(error) or f"no answer within {_LIFT_DEADLINE:g} s"
            self._record(Event(clock.now(), EventName.FAULT_STUCK, {**facts, "error": reason}))
            raise FaultStuck(f"{step.fault} (step {index + 1}) could not be lifted: {reason}") from error
        self._active.pop(index, None)  # not when cancelled half-way: then it is lifted again on the way out
        self._note(EventName.FAULT_LIFTED, facts, sent, clock.now())

    async def lift_all(self) -> None:
        """Lift whatever is still on, the latest first; raise failures only after all have been tried."""
        failures: list[Exception] = []
        for index in reversed(tuple(self._active)):
            try:
                await self.lift(index)
            except Exception as error:  # noqa: BLE001 - whatever it is, the other faults must be lifted too
                failures.append(error)
        if failures:
            raise next((error for error in failures if isinstance(error, FaultStuck)), failures[0])

    async def look_for_witness(self, injection: Injection) -> None:
        """Record the first independent sighting of a fault as soon as there is one, for the live view."""
        if injection.step not in self._active:
            return  # it was lifted at once
        step, fault = self._active[injection.step]
        while injection.step in self._active:
            began = clock.now()
            if sighting := fault.witness(self._record.so_far(), injection):
                facts = {
                    "step": injection.step,
                    "fault": step.fault,
                    "witness": sighting.witness,
                    "detail": sighting.detail,
                }
                self._record(Event(sighting.at, EventName.FAULT_SEEN, facts))
                return
            # A look at a long trial takes long itself, and steps are due meanwhile.
            await asyncio.sleep(max(_LOOK_EVERY, _SPARES * (clock.now() - began)))

    def _note(self, name: EventName, facts: Mapping[str, Any], sent: float, returned: float) -> None:
        self._record(Event(sent, name, {**facts, "sent_at": round(sent, 6), "returned_at": round(returned, 6)}))
