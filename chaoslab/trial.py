"""One trial: open the page, wait for the steady state, break, lift, watch, all at the planned instants."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chaoslab import clock
from chaoslab.errors import NotReady, PlayerUnfit, TrialBroken
from chaoslab.events import Event, EventName, Sink
from chaoslab.injector import Injector
from chaoslab.journal import TrialJournal
from chaoslab.judge import STEADY_WINDOW, judge, unsteady
from chaoslab.plan import TrialPlan
from chaoslab.recording import Recording
from chaoslab.rig.cell import Cell, open_cell, stream_key
from chaoslab.rig.lane import Lane
from chaoslab.verdict import Verdict

STEADY_DEADLINE = 20.0  # seconds after the opening of the page
_CHECK_EVERY = 0.1  # seconds between two looks at the steady state
_SHOT_AFTER = 2.0  # seconds into a fault at which its picture is taken, or half-way through a shorter one
_DEATH_SHOWS_WITHIN = 0.2  # seconds after a call that failed because somebody died

Action = Callable[[], Awaitable[None]]


async def run_trial(plan: TrialPlan, lane: Lane, folder: Path, follower: Sink) -> Verdict:
    """Carry out one plan and journal it in `folder`; the verdict is judged from the journal alone.

    Raises NotReady when a part does not start, PlayerUnfit when the player cannot be opened, TrialBroken when a part
    dies, FaultStuck when a fault cannot be lifted.
    """
    key = stream_key()
    with TrialJournal(folder, plan) as journal:
        spec = plan.rig.spec
        secrets = {key: "KEY", **(spec.secrets if spec else {})}
        recording = Recording(journal.write, follower, secrets=secrets)
        async with open_cell(lane, plan, key, recording, routes=spec.routes if spec else None) as cell:
            await _Trial(plan, cell, recording, folder).carry_out()
        return judge(plan, journal.so_far())


@dataclass
class _Trial:
    plan: TrialPlan
    cell: Cell
    record: Recording
    folder: Path

    async def carry_out(self) -> None:
        try:
            await self._go_through()
        except* NotReady:
            # The call that failed is what followed; what ended says why.
            if ended := await self.cell.died(within=_DEATH_SHOWS_WITHIN):
                raise TrialBroken(ended) from None
            raise

    async def _go_through(self) -> None:
        injector = Injector(self.cell, self.record)
        self.record(Event(clock.now(), EventName.TRIAL_OPENED))
        zero = clock.now()
        try:
            async with asyncio.TaskGroup() as aside:
                schedule = self._schedule(injector, aside)
                if not self.plan.begins_broken:
                    self._phase("baseline")
                for _, inject in (early := [one for one in schedule if one[0] == 0]):
                    await inject()
                await self._while_whole(self._open())
                shift = 0.0 if early else await self._steady(zero)
                if shift is not None:
                    await self._follow(schedule[len(early) :], zero + shift)
                    await self._until(zero + shift + self.plan.length)
        finally:
            await _to_its_end(injector.lift_all())
        self.record(Event(clock.now(), EventName.TRIAL_CLOSED))
        await self._shot("recovery")

    async def _open(self) -> None:
        try:
            await self.cell.browser.open(self.cell.page_url)
        except NotReady as error:
            if self.plan.rig.spec is None or isinstance(error, PlayerUnfit):
                raise
            raise PlayerUnfit(f"cannot be opened: {error}") from error

    async def _steady(self, zero: float) -> float | None:
        """Wait for the steady state; by how many seconds that moves the steps, None when it never came."""
        while clock.now() < zero + STEADY_DEADLINE:
            now = clock.now()
            if now - zero >= STEADY_WINDOW:
                window = self.record.so_far().through(now - STEADY_WINDOW, now)
                if not unsteady(self.plan, window):
                    return await self._steadied(now - zero)
            await self._until(now + _CHECK_EVERY)
        return None

    async def _steadied(self, after: float) -> float:
        first = min((step.at for step in self.plan.steps), default=after)
        shift = max(0.0, after - first)
        self.record(Event(clock.now(), EventName.TRIAL_STEADIED, {"after": round(after, 3), "shift": round(shift, 3)}))
        await self._shot("baseline")
        return shift

    def _schedule(self, injector: Injector, aside: asyncio.TaskGroup) -> Sequence[tuple[float, Action]]:
        """(seconds of the trial, what to do), in order."""
        actions: list[tuple[float, Action]] = []
        for index, step in enumerate(self.plan.steps):
            actions.append((step.at, self._injection(index, injector, aside)))
            actions.append((step.lifted_at, self._lifting(index, injector)))
        if self.plan.steps:
            first = self.plan.steps[0]

            async def shot() -> None:
                aside.create_task(self._shot("fault"))

            actions.append((first.at + min(_SHOT_AFTER, first.lasting / 2), shot))
        return sorted(actions, key=lambda action: action[0])

    def _injection(self, index: int, injector: Injector, aside: asyncio.TaskGroup) -> Action:
        step = self.plan.steps[index]

        async def inject() -> None:
            if index == 0:
                self._phase("method")
            injection = await injector.inject(index, step)
            aside.create_task(injector.look_for_witness(step, injection))

        return inject

    def _lifting(self, index: int, injector: Injector) -> Action:
        last = max(range(len(self.plan.steps)), key=lambda i: self.plan.steps[i].lifted_at)

        async def lift() -> None:
            if index == last:
                self._phase("recovery")
            await injector.lift(index)

        return lift

    async def _follow(self, schedule: Sequence[tuple[float, Action]], zero: float) -> None:
        for at, act in schedule:
            await self._until(zero + at)
            await act()

    async def _until(self, at: float) -> None:
        """Wait for an instant of the lab clock; a part of the rig that dies meanwhile breaks the trial."""
        if ended := await self.cell.died(within=at - clock.now()):
            raise TrialBroken(ended)

    async def _while_whole(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something that ends within the deadline of its own, and at once when a part of the rig dies."""
        working = asyncio.ensure_future(work)
        dying = asyncio.ensure_future(self.cell.died(within=math.inf))
        try:
            await asyncio.wait((working, dying), return_when=asyncio.FIRST_COMPLETED)
            if not working.done() and (ended := dying.result()):
                raise TrialBroken(ended)
            await working
        finally:
            working.cancel()
            dying.cancel()

    async def _shot(self, phase: str) -> None:
        path = self.folder / f"{phase}.jpg"
        if await self.cell.browser.shot(path):
            self.record(Event(clock.now(), EventName.SHOT_TAKEN, {"phase": phase, "file": path.name}))

    def _phase(self, phase: str) -> None:
        self.record(Event(clock.now(), EventName.TRIAL_PHASE_BEGAN, {"phase": phase}))


async def _to_its_end(rolling_back: Coroutine[Any, Any, None]) -> None:
    """Let a roll-back end before the rig is taken from under it, also when the trial is cancelled meanwhile."""
    rolling = asyncio.ensure_future(rolling_back)
    try:
        await asyncio.shield(rolling)
    except asyncio.CancelledError:
        await asyncio.wait((rolling,))
        rolling.result()
        raise
