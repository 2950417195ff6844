"""A real Chromium's page that puts globals of its own in the browser's place, loads itself anew or dies at once."""

import asyncio
from collections.abc import Callable

import pytest

from chaoslab.rig.browser.browser import Browser, BrowserSetup, open_browser
from chaoslab.rig.browser.driver import open_driver
from chaoslab.rig.processes.children import open_children, wait_until
from chaoslab.run.recording import Recording
from chaoslab.setup.components import locate
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline
from tests.rig.made_site import site

pytestmark = pytest.mark.lab
MARKS = "n = 0; setInterval(() => chaoslab.mark('n', ++n), 20);"
PATCHES = {
    "toJSON": "Array.prototype.toJSON = () => 'x'; performance.now = () => 0;",
    "performance": "Object.defineProperty(globalThis, 'performance', { get() { throw Error('none of that'); } });",
}


async def heard(script: str, until: EventName, *, count: int = 1, first: Callable[[Browser], object] = id) -> Timeline:
    """What is recorded of a page until so many of an event are there; `first` is called before it is opened."""
    record = Recording()

    async def there() -> bool:
        return len(record.so_far().named(until)) >= count

    text = f"<script>{script}</script>"
    async with site({"/": text}) as port, open_children() as children, open_driver(children) as driver:
        setup = BrowserSetup("test", locate("chromium"), locate("recorder"), ports={port: "api"})
        async with open_browser(children, driver, setup, record) as opened:
            first(opened)
            await opened.open(f"http://127.0.0.1:{port}/")
            await wait_until(there, what=until, within=15)
    return record.so_far()


@pytest.mark.parametrize("patch", PATCHES.values(), ids=PATCHES)
async def test_a_page_with_globals_of_its_own_is_heard_in_full_and_on_the_lab_clock(patch: str) -> None:
    line = await heard(patch + MARKS, EventName.MARK_MADE, count=20)
    counted = [event.data["data"] for event in line.named(EventName.MARK_MADE)]
    assert counted == list(range(1, len(counted) + 1))
    (mapped,) = line.named(EventName.CLOCK_MAPPED)
    assert mapped.data["violations"] == 0
    assert line.first(EventName.RECORDER_LOST) is None


async def test_nothing_is_lost_of_a_page_that_loads_itself_anew_before_its_clock_can_be_read() -> None:
    again = "if (Number(location.hash.slice(1)) < 8) { location.hash = Number(location.hash.slice(1)) + 1;"
    line = await heard(f"chaoslab.mark('a'); {again} location.reload(); }} {MARKS}", EventName.MARK_MADE, count=40)
    opened, mapped = line.named(EventName.PAGE_OPENED), line.named(EventName.CLOCK_MAPPED)
    assert len(opened) == len(mapped) == 9
    assert [event for event in mapped if event.data["violations"]] == []
    assert line.first(EventName.RECORDER_LOST) is None


async def test_a_page_that_dies_as_soon_as_it_speaks_has_lost_nothing_before_its_crash() -> None:
    dying: list[asyncio.Task[object]] = []

    def crash_when_it_speaks(opened: Browser) -> None:
        def crash(_: object) -> None:
            if not dying:
                dying.append(asyncio.create_task(opened.session.send("Page.crash")))

        opened.session.on("Runtime.bindingCalled", crash)

    line = await heard(MARKS, EventName.PAGE_CRASHED, first=crash_when_it_speaks)
    dying[0].cancel()
    (crash,) = line.named(EventName.PAGE_CRASHED)
    assert [event for event in line.named(EventName.RECORDER_LOST) if event.at < crash.at] == []
