"""One trial: opens the page, waits for the steady state, has the steps carried out, and watches."""

import asyncio
import math
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from chaoslab import clock
from chaoslab.errors import NotReady, PlayerUnfit, TrialBroken
from chaoslab.journal.journal import TrialJournal
from chaoslab.judge.judge import STEADY_WINDOW, judge, unsteady
from chaoslab.judge.verdict import Verdict
from chaoslab.plan.model import TrialPlan
from chaoslab.rig.cell import Cell, open_cell, stream_key
from chaoslab.rig.lane import Lane
from chaoslab.rig.processes.machine_watch import watched_machine
from chaoslab.rig.processes.parts_watch import watched_parts
from chaoslab.run.injector import Injector
from chaoslab.run.recording import Recording
from chaoslab.run.scheduler import Scheduler, until
from chaoslab.timeline.events import Event, EventName, Sink
from chaoslab.timeline.injection import Injection

_CHECK_EVERY = 0.1  # seconds between two looks at the steady state
_SHOT_AFTER = 2.0  # seconds into a fault at which its picture is taken, or half-way through a shorter one
_DEATH_SHOWS_WITHIN = 0.2  # seconds after a call that failed because a part died
_CALLED_OFF_WITHIN = 1.0  # seconds

T = TypeVar("T")


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
        routes = spec.routes if spec else None
        async with (
            watched_machine(recording),
            watched_parts(lane.children, recording),
            open_cell(lane, plan, key, recording, routes=routes) as cell,
        ):
            await _Trial(plan, cell, recording, folder).carry_out()
        # In a thread: judging a long trial takes a second, and steps of other lanes may be due.
        return await asyncio.to_thread(lambda: judge(plan, journal.so_far()))


@dataclass
class _Trial:
    plan: TrialPlan
    cell: Cell
    record: Recording
    folder: Path
    _pictured: bool = False  # whether the picture of the first fault is on its way

    async def carry_out(self) -> None:
        try:
            await self._go_through()
        except* NotReady:
            # A failed call is often a consequence; the part that died says why.
            if death := await self.cell.died(within=_DEATH_SHOWS_WITHIN):
                raise TrialBroken(death) from None
            raise

    async def _go_through(self) -> None:
        injector = Injector(self.cell, self.record)
        self.record(Event(clock.now(), EventName.TRIAL_OPENED, {"latency_slack": self.plan.latency_slack}))
        zero = clock.now()
        try:
            async with asyncio.TaskGroup() as aside:
                await self._phases(zero, injector, aside)
        finally:
            await _to_its_end(injector.lift_all())
        self.record(Event(clock.now(), EventName.TRIAL_CLOSED))
        await self._shot("recovery")

    async def _phases(self, zero: float, injector: Injector, aside: asyncio.TaskGroup) -> None:
        if not self.plan.begins_broken:
            self._phase("baseline")
        scheduler = Scheduler(
            self.plan, injector, self.record, lambda injection: self._injected(injection, injector, aside)
        )
        await scheduler.before_the_page()
        await self._while_whole(self._open())
        shift = 0.0 if self.plan.begins_broken else await self._steady(zero)
        if shift is None:
            return
        steadied = self.record.so_far().first(EventName.TRIAL_STEADIED)
        last_lift = await self._while_whole(scheduler.follow(zero + shift, steadied.at if steadied else zero))
        if last_lift is not None:
            await self._until(last_lift + self.plan.watch)

    def _injected(self, injection: Injection, injector: Injector, aside: asyncio.TaskGroup) -> None:
        step = self.plan.steps[injection.step]
        aside.create_task(injector.look_for_witness(injection))
        if not self._pictured:
            self._pictured = True
            aside.create_task(self._shot_at(injection.sent_at + min(_SHOT_AFTER, step.lasting / 2)))

    async def _shot_at(self, at: float) -> None:
        await until(at)
        await self._shot("fault")

    async def _open(self) -> None:
        try:
            await self.cell.browser.open(self.cell.page_url)
        except NotReady as error:
            if self.plan.rig.spec is None or isinstance(error, PlayerUnfit):
                raise
            raise PlayerUnfit(f"cannot be opened: {error}") from error

    async def _steady(self, zero: float) -> float | None:
        """Wait for the steady state; returns by how many seconds that moves the steps, None when it never came."""
        while clock.now() < zero + self.plan.steady_within:
            now = clock.now()
            if now - zero >= STEADY_WINDOW:
                window = self.record.so_far().through(now - STEADY_WINDOW, now)
                if not unsteady(self.plan, window):
                    return await self._steadied(zero, now)
            await self._until(now + _CHECK_EVERY)
        return None

    async def _steadied(self, zero: float, at: float) -> float:
        await self._shot("baseline")  # before the steps are due, so that none waits for it
        ready = clock.now() - zero
        first = min((step.at for step in self.plan.steps if step.at is not None), default=ready)
        shift = max(0.0, ready - first)
        facts = {"after": round(at - zero, 3), "shift": round(shift, 3)}
        self.record(Event(at, EventName.TRIAL_STEADIED, facts))
        return shift

    async def _until(self, at: float) -> None:
        """Wait for an instant of the lab clock; a part of the rig that dies meanwhile breaks the trial."""
        if death := await self.cell.died(within=at - clock.now()):
            raise TrialBroken(death)

    async def _while_whole(self, work: Coroutine[Any, Any, T]) -> T:
        """Await something that has a deadline of its own; break the trial at once when a part of the rig dies."""
        working = asyncio.ensure_future(work)
        dying = asyncio.ensure_future(self.cell.died(within=math.inf))
        try:
            await asyncio.wait((working, dying), return_when=asyncio.FIRST_COMPLETED)
            if not working.done() and (death := dying.result()):
                raise TrialBroken(death)
            return await working
        finally:
            working.cancel()
            dying.cancel()
            # Let a step that is called off half-way finish before everything is lifted.
            await asyncio.wait((working,), timeout=_CALLED_OFF_WITHIN)

    async def _shot(self, phase: str) -> None:
        path = self.folder / f"{phase}.jpg"
        if await self.cell.browser.shot(path):
            self.record(Event(clock.now(), EventName.SHOT_TAKEN, {"phase": phase, "file": path.name}))

    def _phase(self, phase: str) -> None:
        self.record(Event(clock.now(), EventName.TRIAL_PHASE_BEGAN, {"phase": phase}))


async def _to_its_end(rolling_back: Coroutine[Any, Any, None]) -> None:
    """Let a roll-back end before the rig closes, even when the trial is cancelled meanwhile."""
    rolling = asyncio.ensure_future(rolling_back)
    try:
        await asyncio.shield(rolling)
    except asyncio.CancelledError:
        await asyncio.wait((rolling,))
        rolling.result()
        raise
