"""Carries out the steps of a trial: each at its instant, or as soon as its condition is met."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from chaoslab import clock
from chaoslab.conditions import condition
from chaoslab.experiment.method.step import Step
from chaoslab.experiment.method.step_times import StepTimes, step_times
from chaoslab.experiment.method.words import missed_in_words
from chaoslab.faults import fault_class
from chaoslab.judge.unused_legs import unused_legs, why_unused
from chaoslab.plan.model import TrialPlan
from chaoslab.run.injector import Injector
from chaoslab.run.recording import Recording
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.injection import Injection

_GATHER = 0.01  # seconds in which several events count as one piece of news


class _Skipped(Exception):
    """A step was not injected, so the trial can no longer show anything."""


@dataclass
class Scheduler:
    """The steps of one trial while they happen; all instants are on the lab clock."""

    plan: TrialPlan
    injector: Injector
    record: Recording
    injected: Callable[[Injection], None]  # called right after each injection
    _started: dict[int, asyncio.Future[float]] = field(default_factory=dict)
    _lifted: dict[int, asyncio.Future[float]] = field(default_factory=dict)
    _lifting: set[int] = field(default_factory=set)
    _planned: tuple[StepTimes, ...] = field(init=False)
    _held: tuple[frozenset[str], ...] = field(init=False)

    def __post_init__(self) -> None:
        loop = asyncio.get_running_loop()
        for index in range(len(self.plan.steps)):
            self._started[index], self._lifted[index] = loop.create_future(), loop.create_future()
        # Beforehand: while one step is due, thousands of others are not to be looked at anew.
        self._planned, self._held = step_times(self.plan.steps), tuple(map(_holds, self.plan.steps))

    async def before_the_page(self) -> None:
        """Inject what must be in place before the page is opened."""
        for index, step in enumerate(self.plan.steps):
            if step.before_the_page:
                await self._inject(index)

    async def follow(self, zero: float, steady_at: float) -> float | None:
        """Carry out all steps, whose `at` counts from `zero`.

        Returns when the last one began to be lifted (`zero` without steps); None when one could not be injected, so
        that the rest was given up and everything was lifted.
        """
        given_up = False
        try:
            async with asyncio.TaskGroup() as group:
                for index in range(len(self.plan.steps)):
                    group.create_task(self._carry_out(index, zero, steady_at))
        except* _Skipped:
            given_up = True
        if given_up:
            self._phase("recovery")
            await self.injector.lift_all()
            return None
        return max((lifted.result() for lifted in self._lifted.values()), default=zero)

    async def _carry_out(self, index: int, zero: float, steady_at: float) -> None:
        step = self.plan.steps[index]
        if self._started[index].done():
            due = zero
        else:
            due = await self._due(step, zero, steady_at)
            await until(due)
            if step.when:
                due = await self._begin_when(index, since=due)
            await self._let_others_end(index)
            await self._inject(index)
        ends_at = due + step.lasting
        if not step.until or await self._met(index, step.until, "lift", (due, ends_at)) is None:
            await until(ends_at)
        await self._lift(index)

    async def _due(self, step: Step, zero: float, steady_at: float) -> float:
        """What a step counts from, as soon as that is known."""
        if step.at is not None:
            return zero + step.at
        if step.after is None:
            return steady_at
        other = (self._started if step.after.of == "start" else self._lifted)[step.after.step]
        return await asyncio.shield(other) + step.after.plus

    async def _begin_when(self, index: int, *, since: float) -> float:
        step = self.plan.steps[index]
        met = await self._met(index, step.when, "start", (since, since + step.within))
        if met is None:
            facts = {"step": index, "fault": step.fault, "why": missed_in_words(step.when, step.within)}
            self.record(Event(clock.now(), EventName.FAULT_SKIPPED, facts))
            raise _Skipped
        return clock.now()

    async def _met(self, index: int, name: str, edge: str, span: tuple[float, float]) -> float | None:
        """When a condition was met within a span; None when the span ends without it."""
        since, deadline = span
        subject = condition(name)
        facts = {"step": index, "edge": edge, "condition": name}
        while True:
            news = self.record.news(subject.news)
            at = subject.met_at(self.record.so_far(), since)
            if at is not None and at <= deadline:
                self.record(Event(at, EventName.CONDITION_MET, {**facts, "known_at": round(clock.now(), 6)}))
                return at
            if (left := deadline - clock.now()) <= 0:
                within = {"within": round(deadline - since, 6)}
                self.record(Event(clock.now(), EventName.CONDITION_MISSED, {**facts, **within}))
                return None
            await asyncio.wait((news,), timeout=left)
            await until(min(clock.now() + _GATHER, deadline))

    async def _let_others_end(self, index: int) -> None:
        """Wait for the lift of every step that holds the same thing and should have ended by now."""
        start, mine = self._planned[index].start.low, self._held[index]
        for other, held in enumerate(self._held):
            if other != index and self._planned[other].lift.high <= start and held & mine:
                await asyncio.shield(self._lifted[other])

    async def _inject(self, index: int) -> None:
        step = self.plan.steps[index]
        if not any(started.done() for started in self._started.values()):
            self._phase("method")
        injection = await self.injector.inject(index, step)
        self._doubt(injection, step)
        self._started[index].set_result(injection.sent_at)
        self.injected(injection)

    def _doubt(self, injection: Injection, step: Step) -> None:
        """Warn at once that a fault may go unseen, because the player has not used what it harms."""
        legs = () if self.plan.begins_broken else unused_legs(step, self.record.so_far(), before=injection.sent_at)
        if legs:
            facts = {"step": injection.step, "fault": step.fault, "why": why_unused(legs, "before the fault")}
            self.record(Event(injection.sent_at, EventName.FAULT_DOUBTED, facts))

    async def _lift(self, index: int) -> None:
        self._lifting.add(index)
        if len(self._lifting) == len(self.plan.steps):
            self._phase("recovery")
        sent = clock.now()
        await self.injector.lift(index)
        self._lifted[index].set_result(sent)

    def _phase(self, phase: str) -> None:
        self.record(Event(clock.now(), EventName.TRIAL_PHASE_BEGAN, {"phase": phase}))


async def until(at: float) -> None:
    """Wait for an instant of the lab clock."""
    await asyncio.sleep(max(at - clock.now(), 0))


def _holds(step: Step) -> frozenset[str]:
    fault = fault_class(step.fault).model_validate(step.settings)
    return fault.holds() or frozenset({step.fault})
