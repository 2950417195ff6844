"""The steps of a trial as they happen: at their instants, after each other, and as soon as what they wait for is so."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from chaoslab import clock
from chaoslab.experiment.method.step import After, Step
from chaoslab.plan.model import TrialPlan
from chaoslab.rig.processes.background import beside
from chaoslab.run.injector import Injector
from chaoslab.run.recording import Recording
from chaoslab.run.scheduler import Scheduler, until
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld

SOON = 0.05  # seconds; what the scheduler may be late by on a machine that lets it work
GATHERED = 0.02  # seconds in which news are gathered, and some
TICK = 0.005  # seconds


def cut(leg: str, **when: Any) -> Step:
    return Step(**{"lasting": 0.1, **when}, fault="proxy_down", settings={"leg": leg})


class Stage:
    """A scheduler over a world that only notes what is asked of it."""

    def __init__(self, *steps: Step) -> None:
        self.world, self.record = FakeWorld(), Recording()
        self.plan = TrialPlan(id="t", experiment="e.yaml", title="T", steps=steps)
        self.injections: list[Injection] = []
        self.worst = 0.0
        injector = Injector(self.world, self.record)
        self.scheduler = Scheduler(self.plan, injector, self.record, self.injections.append)

    async def follow(self) -> float | None:
        self.zero = clock.now()
        async with beside(self._look_how_late()):
            return await asyncio.wait_for(self.scheduler.follow(self.zero, self.zero), 5)

    async def _look_how_late(self) -> None:
        """By how much a timer came late at worst, less what this process worked meanwhile: that is no excuse."""
        while True:
            due, worked = clock.now() + TICK, time.process_time()
            try:
                await asyncio.sleep(TICK)
            finally:  # a tick that was due counts even if all is over before its turn
                self.worst = max(self.worst, clock.now() - due - (time.process_time() - worked))

    @property
    def soon(self) -> float:
        """What the scheduler may be late by on this machine as it was meanwhile, in seconds."""
        return SOON + self.worst

    def shows(self, state: str) -> float:
        """The page shows it now; when that is, in seconds of the trial."""
        event = Event(clock.now(), EventName.STATE_SHOWN, {"state": state})
        self.record(event)
        return event.at - self.zero

    def at(self, name: EventName, step: int) -> float:
        """When something happened to a step, in seconds of the trial."""
        return next(event.at for event in self.record.so_far().named(name) if event.data["step"] == step) - self.zero

    @property
    def phases(self) -> Sequence[str]:
        return [event.data["phase"] for event in self.record.so_far().named(EventName.TRIAL_PHASE_BEGAN)]


@asynccontextmanager
async def following(stage: Stage) -> AsyncIterator["asyncio.Task[float | None]"]:
    """The steps are being carried out; they are over when this is left."""
    task = asyncio.create_task(stage.follow())
    await asyncio.sleep(0)
    yield task
    await task


async def test_a_step_begins_and_ends_at_its_instants() -> None:
    stage = Stage(cut("flv", at=0.1))
    lifted = await stage.follow()
    assert 0.1 <= stage.at(EventName.FAULT_INJECTED, 0) < 0.1 + stage.soon
    assert 0.2 <= stage.at(EventName.FAULT_LIFTED, 0) < 0.2 + stage.soon
    assert lifted is not None
    assert 0 <= stage.at(EventName.FAULT_LIFTED, 0) - (lifted - stage.zero) < stage.soon
    assert stage.phases == ["method", "recovery"]


async def test_without_a_step_all_is_over_at_once() -> None:
    stage = Stage()
    assert await stage.follow() == stage.zero


async def test_steps_follow_the_end_or_the_start_of_others_as_they_happened() -> None:
    stage = Stage(
        cut("flv", at=0.05), cut("hls", after=After(step=0, plus=0.1)), cut("api", after=After(step=0, of="start"))
    )
    await stage.follow()
    end = stage.at(EventName.FAULT_LIFTED, 0)
    assert end + 0.1 <= stage.at(EventName.FAULT_INJECTED, 1) < end + 0.1 + stage.soon
    start = stage.at(EventName.FAULT_INJECTED, 0)
    assert start <= stage.at(EventName.FAULT_INJECTED, 2) < start + stage.soon


async def test_a_slow_call_delays_no_other_step() -> None:
    stage = Stage(cut("flv", at=0.05), cut("hls", at=0.1))
    disable = stage.world.disable

    async def slow(leg: Any) -> None:
        await disable(leg)
        if leg == "flv":
            await asyncio.sleep(0.5)

    stage.world.disable = slow  # type: ignore[method-assign]
    await stage.follow()
    assert stage.at(EventName.FAULT_INJECTED, 1) < 0.1 + stage.soon


async def test_the_same_leg_is_let_go_before_it_is_taken_again_at_the_same_instant() -> None:
    stage = Stage(cut("flv", at=0.05), cut("flv", at=0.15))
    await stage.follow()
    assert stage.world.calls == [("disable", "flv"), ("enable", "flv")] * 2


async def test_a_step_begins_as_soon_as_what_it_waits_for_is_the_case() -> None:
    stage = Stage(cut("flv", when="error_shown", within=3))
    async with following(stage):
        await until(stage.zero + 0.1)
        stage.shows("spinner")
        await until(stage.zero + 0.2)
        shown = stage.shows("error")
    assert shown <= stage.at(EventName.FAULT_INJECTED, 0) < shown + GATHERED + stage.soon
    met = stage.record.so_far().first(EventName.CONDITION_MET)
    assert met is not None
    assert met.data["condition"] == "error_shown"
    assert met.data["edge"] == "start"
    assert met.at <= met.data["known_at"] <= stage.zero + stage.at(EventName.FAULT_INJECTED, 0)


async def test_what_was_the_case_before_the_instant_it_counts_from_does_not_count() -> None:
    stage = Stage(cut("flv", at=0.2, when="socket_lost", within=0.2))
    async with following(stage) as task:
        stage.record(Event(clock.now(), EventName.SOCKET_OPENED, {"socket": "1", "url": "ws://x/", "leg": "socket"}))
        stage.record(Event(clock.now(), EventName.SOCKET_CLOSED, {"socket": "1"}))
    assert task.result() is None


async def test_a_condition_that_does_not_come_skips_the_step_and_lifts_the_others() -> None:
    stage = Stage(cut("flv", at=0.05, lasting=3), cut("hls", when="error_shown", within=0.2))
    assert await stage.follow() is None
    skipped = stage.record.so_far().first(EventName.FAULT_SKIPPED)
    assert skipped is not None
    assert (
        skipped.data["why"]
        == "never injected: the condition error_shown (the page shows its error) was not met within 0.2 s"
    )
    assert stage.world.calls == [("disable", "flv"), ("enable", "flv")]
    assert stage.record.so_far().first(EventName.CONDITION_MISSED) is not None
    assert stage.phases[-1] == "recovery"


async def test_a_fault_ends_as_soon_as_a_condition_is_met() -> None:
    stage = Stage(cut("flv", at=0.05, lasting=3, until="spinner_shown"))
    async with following(stage):
        await until(stage.zero + 0.2)
        shown = stage.shows("spinner")
    assert shown <= stage.at(EventName.FAULT_LIFTED, 0) < shown + GATHERED + stage.soon


async def test_or_when_it_has_lasted_at_most_so_long() -> None:
    stage = Stage(cut("flv", at=0.05, lasting=0.2, until="spinner_shown"))
    lifted = await stage.follow()
    assert lifted is not None
    assert 0.25 <= stage.at(EventName.FAULT_LIFTED, 0) < 0.25 + stage.soon
    missed = stage.record.so_far().first(EventName.CONDITION_MISSED)
    assert missed is not None
    assert (missed.data["edge"], missed.data["within"]) == ("lift", 0.2)


async def test_a_leg_that_the_player_has_not_used_is_doubted_at_once() -> None:
    stage = Stage(cut("flv", at=0.05), cut("hls", at=0.05))
    stage.record(Event(clock.now(), EventName.REQUEST_STARTED, {"request": "1", "url": "http://x/k.flv", "leg": "flv"}))
    await stage.follow()
    (doubt,) = stage.record.so_far().named(EventName.FAULT_DOUBTED)
    assert (doubt.data["step"], doubt.data["why"]) == (
        1,
        "the player asked for nothing on the hls leg before the fault",
    )


async def test_what_is_in_place_before_the_page_is_injected_first_and_lifted_by_the_clock_of_the_trial() -> None:
    stage = Stage(cut("flv", at=0, lasting=0.2))
    await stage.scheduler.before_the_page()
    assert stage.world.calls == [("disable", "flv")]
    await stage.follow()
    assert 0.2 <= stage.at(EventName.FAULT_LIFTED, 0) < 0.2 + stage.soon
    assert stage.record.so_far().first(EventName.FAULT_DOUBTED) is None


async def test_recovery_begins_with_the_last_lift() -> None:
    stage = Stage(cut("flv", at=0.05, lasting=0.3), cut("hls", at=0.1))
    await stage.follow()
    began = stage.record.so_far().named(EventName.TRIAL_PHASE_BEGAN)[-1]
    assert began.at - stage.zero >= 0.35
