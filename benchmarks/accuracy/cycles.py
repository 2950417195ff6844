"""Plays scripts in real browsers under the lab's recorder; each gives a timeline as a trial has it, and the truth."""

import asyncio
import json
import math
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import quote

from benchmarks.accuracy.script import FPS, Script, draw
from benchmarks.accuracy.stage import Stage, open_stage
from benchmarks.accuracy.truth import Truth, page_time, truth_of
from chaoslab import clock
from chaoslab.rig.browser.browser import Browser, BrowserSetup, open_browser
from chaoslab.rig.browser.driver import open_driver
from chaoslab.rig.processes.children import open_children, wait_until
from chaoslab.setup.components import locate
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.timeline import Timeline

_AGO = 60.0  # seconds; number 0 was sent so long before the first cycle
_SENT_BEFORE = 10.0  # seconds of sends before a cycle that its timeline holds
_ENDS_WITHIN = 60.0
_SHIPPED_WITHIN = 5.0


@dataclass(frozen=True, slots=True)
class Cycle:
    """One script as the lab saw it, and as it was; number 0 of the pictures was sent at `sent_from`."""

    timeline: Timeline
    truth: Truth
    sent_from: float


async def play(cycles: int, *, pages: int, seed: int) -> list[Cycle]:
    """This many cycles, on several pages at once, each in a browser of its own."""
    dice = random.Random(seed)
    waiting = [draw(number, dice) for number in range(cycles)][::-1]
    played: list[Cycle] = []
    sent_from = clock.now() - _AGO
    async with open_stage() as stage, asyncio.TaskGroup() as group:
        for lane in range(pages):
            group.create_task(_work_off(_Lane(f"accuracy-{lane}", stage, sent_from), waiting, played))
    return played


@dataclass
class _Lane:
    """Plays one script after another in a browser; the events of a cycle are kept until it is over."""

    name: str
    stage: Stage
    sent_from: float
    events: list[Event] = field(default_factory=list)

    @asynccontextmanager
    async def browser(self) -> AsyncIterator[Browser]:
        ports = {port: leg for leg, port in self.stage.legs.items()}
        setup = BrowserSetup(self.name, locate("chromium"), locate("recorder"), ports)
        async with (
            open_children() as children,
            open_driver(children) as driver,
            open_browser(children, driver, setup, self.events.append) as browser,
        ):
            yield browser

    async def cycle(self, browser: Browser, script: Script) -> Cycle:
        self.events.clear()
        report = self.stage.expect(script.id)
        opened = clock.now()
        await browser.open(_url(self.stage, script, newest=math.floor((opened - self.sent_from) * FPS)))
        reported = await asyncio.wait_for(report, _ENDS_WITHIN)
        truth = truth_of(reported, opened, await page_time(browser))
        await wait_until(partial(self._shipped, truth), what="the recorder's last batch", within=_SHIPPED_WITHIN)
        recorded = [event for event in self.events if self._began(opened) <= event.at <= truth.ended_at]
        around = _of_the_lab(truth, self.stage.cuts[script.id], self.sent_from)
        return Cycle(Timeline.of([*around, *recorded]), truth, self.sent_from)

    def _began(self, opened: float) -> float:
        """When the script's own document did: until then the one before it goes on showing its pictures."""
        began = (event.at for event in self.events if event.name is EventName.PAGE_OPENED and event.at >= opened)
        return next(began, opened)

    async def _shipped(self, truth: Truth) -> bool:
        return any(event.name is EventName.MEDIA_SAMPLED and event.at > truth.ended_at for event in self.events)


async def _work_off(lane: _Lane, waiting: list[Script], played: list[Cycle]) -> None:
    async with lane.browser() as browser:
        while waiting:
            played.append(await lane.cycle(browser, waiting.pop()))


def _url(stage: Stage, script: Script, *, newest: int) -> str:
    legs = {leg: f"http://127.0.0.1:{port}" for leg, port in stage.legs.items()}
    legs["socket"] = legs["socket"].replace("http", "ws")
    content = script.for_page(newest=newest, **legs)
    return f"http://127.0.0.1:{stage.page}/?script={quote(json.dumps(content))}"


def _of_the_lab(truth: Truth, cut: tuple[float, float], sent_from: float) -> Sequence[Event]:
    """The events that the lab itself would have written: opening, fault, end, and every picture's send."""
    sent, returned = cut
    step = {"step": 0, "fault": "close_connection"}
    first = math.floor((truth.opened_at - _SENT_BEFORE - sent_from) * FPS)
    last = math.ceil((truth.ended_at - sent_from) * FPS)
    return [
        Event(truth.opened_at, EventName.TRIAL_OPENED),
        Event(sent, EventName.FAULT_INJECTED, {**step, "sent_at": sent, "returned_at": returned}),
        Event(returned, EventName.FAULT_LIFTED, {**step, "sent_at": returned, "returned_at": returned}),
        Event(truth.ended_at, EventName.TRIAL_CLOSED),
        *(
            Event(sent_from + number / FPS, EventName.PUBLISHER_FRAME_SENT, {"frame": number, "painted": number})
            for number in range(first, last)
        ),
    ]
