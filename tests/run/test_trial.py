"""A trial that loses a part of its rig says which, and is over at once."""

import asyncio
import math
from pathlib import Path
from typing import Any, cast

import pytest

from chaoslab import clock
from chaoslab.errors import NotReady, TrialBroken, leaves
from chaoslab.evidence.picture.latency_slack import latency_slack
from chaoslab.experiment.method.step import Step
from chaoslab.plan.model import TrialPlan
from chaoslab.run.recording import Recording
from chaoslab.run.trial import _to_its_end, _Trial
from chaoslab.timeline.events import EventName
from tests.judge.test_judge import plan


class FakeCell:
    """A cell whose page does what a test wants; the harness ends after `lives` seconds."""

    page_url = "http://127.0.0.1/player/"

    def __init__(self, page: str, *, lives: float = math.inf) -> None:
        self.page = page
        self.ends_at = clock.now() + lives

    @property
    def browser(self) -> "FakeCell":
        return self

    async def open(self, _url: str) -> None:
        if self.page == "hangs":
            await asyncio.sleep(30)
        raise NotReady("the page", "did not answer")

    async def died(self, *, within: float) -> str | None:
        await asyncio.sleep(max(min(within, self.ends_at - clock.now(), 30), 0))
        return "harness ended" if clock.now() >= self.ends_at else None


async def broken(cell: FakeCell, folder: Path) -> BaseException:
    trial = _Trial(plan(), cast(Any, cell), Recording(), folder)
    with pytest.raises((TrialBroken, NotReady, BaseExceptionGroup)) as caught:
        await asyncio.wait_for(trial.carry_out(), 5)
    (error,) = leaves(caught.value)
    return error


async def test_a_harness_that_dies_while_the_page_opens_ends_the_trial_at_once(tmp_path: Path) -> None:
    error = await broken(FakeCell("hangs", lives=0.05), tmp_path)
    assert isinstance(error, TrialBroken)
    assert str(error) == "harness ended"


async def test_a_call_that_fails_because_a_part_died_is_told_by_that_part(tmp_path: Path) -> None:
    assert str(await broken(FakeCell("fails", lives=0.05), tmp_path)) == "harness ended"


async def test_a_call_that_fails_by_itself_is_told_as_it_is(tmp_path: Path) -> None:
    error = await broken(FakeCell("fails"), tmp_path)
    assert isinstance(error, NotReady)
    assert str(error) == "the page did not answer"


async def test_steps_that_the_steady_state_moved_do_not_wait_for_the_picture_of_it(tmp_path: Path) -> None:
    class Slow(FakeCell):
        async def shot(self, _path: Path) -> bool:
            await asyncio.sleep(0.3)
            return False

    record, now = Recording(), clock.now()
    trial = _Trial(plan(), cast(Any, Slow("fails")), record, tmp_path)  # its step is due at 5 s
    shift = await trial._steadied(now - 7, now)
    assert 2.3 <= shift <= clock.now() - (now - 7) - 5
    (steadied,) = record.so_far().named(EventName.TRIAL_STEADIED)
    assert (steadied.at, steadied.data) == (now, {"after": 7.0, "shift": round(shift, 3)})


async def test_a_roll_back_ends_before_a_cancelled_trial_does() -> None:
    rolled: list[str] = []

    async def roll_back() -> None:
        await asyncio.sleep(0.05)
        rolled.append("back")

    trial = asyncio.ensure_future(_to_its_end(roll_back()))
    await asyncio.sleep(0.01)
    trial.cancel()
    with pytest.raises(asyncio.CancelledError):
        await trial
    assert rolled == ["back"]


class FakeWhole:
    """A cell in which everything is well; it notes what happens in which order."""

    page_url = "http://127.0.0.1/player/"

    def __init__(self) -> None:
        self.happened: list[str] = []

    @property
    def browser(self) -> "FakeWhole":
        return self

    @property
    def publisher(self) -> "FakeWhole":
        return self

    async def open(self, _url: str) -> None:
        self.happened.append("page opened")

    async def stop(self) -> None:
        self.happened.append("publisher stopped")

    async def start(self) -> None:
        self.happened.append("publisher started")

    async def shot(self, _path: Path) -> bool:
        return False

    async def died(self, *, within: float) -> str | None:
        await asyncio.sleep(max(min(within, 30), 0))
        return None


async def test_a_fault_at_0_is_in_place_before_the_page_is_opened(tmp_path: Path) -> None:
    cell, record = FakeWhole(), Recording()
    early = TrialPlan(
        id="t",
        experiment="e.yaml",
        title="T",
        steps=(Step(at=0, lasting=0.05, fault="publisher_stop"), Step(at=0.1, lasting=0.05, fault="publisher_stop")),
        watch=0.05,
    )
    await _Trial(early, cast(Any, cell), record, tmp_path).carry_out()
    turns = ["publisher stopped", "publisher started"]
    assert cell.happened == [turns[0], "page opened", turns[1], *turns]
    assert record.so_far().first(EventName.TRIAL_STEADIED) is None
    phases = [event.data["phase"] for event in record.so_far().named(EventName.TRIAL_PHASE_BEGAN)]
    assert phases == ["method", "recovery"]


class FakeStill(FakeWhole):
    """A page that never plays."""

    async def shot(self, _path: Path) -> bool:
        return False


async def test_the_steady_state_is_waited_for_as_long_as_the_plan_says(tmp_path: Path) -> None:
    record = Recording()
    waits = plan().model_copy(update={"steady_within": 0.3, "latency_slack": 3.5})
    began = clock.now()
    await asyncio.wait_for(_Trial(waits, cast(Any, FakeStill()), record, tmp_path).carry_out(), 5)
    assert 0.3 <= clock.now() - began < 2.0
    assert record.so_far().first(EventName.TRIAL_STEADIED) is None
    assert latency_slack(record.so_far()) == 3.5
