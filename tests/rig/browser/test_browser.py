"""A real Chromium: the exact clock, nothing lost when the page dies, a tab that is really hidden."""

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import psutil
import pytest

from benchmarks.busy_loops import busy_loops
from chaoslab import clock
from chaoslab.errors import Missing, NotReady
from chaoslab.evidence.network.requests import requests
from chaoslab.legs.leg import Leg
from chaoslab.rig.browser.browser import Browser, BrowserSetup, open_browser
from chaoslab.rig.browser.driver import open_driver
from chaoslab.rig.processes.children import open_children, wait_until
from chaoslab.run.recording import Recording
from chaoslab.setup.components import locate
from chaoslab.timeline.events import EventName
from tests.rig.made_site import site

pytestmark = pytest.mark.lab
SAMPLES = 1000
STEP = 0.0001  # seconds; the coarsest step of performance.now()
COUNTING = "data:text/html,<script>n=0; setInterval(() => chaoslab.mark('n', ++n), 5)</script>"


@asynccontextmanager
async def browser(
    record: Recording, executable: Path | None = None, ports: Mapping[int, Leg] | None = None
) -> AsyncIterator[Browser]:
    async with open_children() as children, open_driver(children) as driver:
        setup = BrowserSetup("test", executable or locate("chromium"), locate("recorder"), ports=ports or {})
        async with open_browser(children, driver, setup, record) as opened:
            yield opened


async def outside(session: Browser, start: float) -> float:
    sent = clock.now()
    answer = await session.session.send("Runtime.evaluate", {"expression": "performance.now()"})
    received = clock.now()
    mapped = start + float(answer["result"]["value"]) / 1000
    return max(sent - mapped, mapped - received)


@pytest.mark.parametrize("busy", [False, True], ids=["idle", "every core busy"])
async def test_the_page_clock_lies_inside_every_bracket(busy: bool) -> None:
    record = Recording()
    async with browser(record) as opened:
        await opened.open("data:text/html,<title>clock</title>")

        async def mapped() -> bool:
            return record.so_far().first(EventName.CLOCK_MAPPED) is not None

        await wait_until(mapped, what="the clock map", within=10)
        event = record.so_far().first(EventName.CLOCK_MAPPED)
        assert event is not None
        start = event.data["navigation_start"]
        with busy_loops((os.cpu_count() or 1) if busy else 0):
            found = [await outside(opened, start) for _ in range(SAMPLES)]
    assert [by for by in found if by > STEP] == []


async def test_nothing_that_happened_before_a_page_died_is_lost() -> None:
    record = Recording()
    async with browser(record) as opened:
        await opened.open(COUNTING)
        answer = {"result": {"value": 0}}
        while answer["result"]["value"] < 100:
            answer = await opened.session.send("Runtime.evaluate", {"expression": "globalThis.n ?? 0"})
        dying = asyncio.ensure_future(opened.session.send("Page.crash"))

        async def crashed() -> bool:
            return record.so_far().first(EventName.PAGE_CRASHED) is not None

        await wait_until(crashed, what="the page to die", within=10)
        dying.cancel()
    counted = [event.data["data"] for event in record.so_far().named(EventName.MARK_MADE)]
    assert counted == list(range(1, len(counted) + 1))
    assert len(counted) >= answer["result"]["value"]
    assert record.so_far().first(EventName.RECORDER_LOST) is None


FETCHING = """<script>
const source = "fetch('URL').then((answer) => answer.text()).catch(() => 0)";
new Worker(URL_OF(new Blob([source])));
</script>"""


async def test_what_a_worker_asks_for_is_seen() -> None:
    record = Recording()
    async with browser(record) as opened:
        text = FETCHING.replace("URL_OF", "URL.createObjectURL").replace(
            "'URL'", "'http://127.0.0.1:1/live/live/k.flv'"
        )
        await opened.open(f"data:text/html,{text}")

        async def failed() -> bool:
            return record.so_far().first(EventName.REQUEST_FAILED) is not None

        await wait_until(failed, what="the worker's request to fail", within=5)
    (request,) = [one for one in requests(record.so_far()) if one.is_flv]
    assert request.error == "net::ERR_UNSAFE_PORT"
    assert request.ended_at is not None and 0 <= request.ended_at - request.started_at < 5


SHARING = """<script>
const here = (source) => URL.createObjectURL(new Blob([source]));
const inner = here(`fetch('${location.origin}/live/live/inner.flv')`);
new SharedWorker(here(`fetch('${location.origin}/live/live/outer.flv'); new Worker('${inner}');`));
</script>"""


async def test_what_a_shared_worker_and_its_own_worker_ask_for_is_seen_from_their_first_request() -> None:
    record = Recording()
    async with site({"/": SHARING}) as port, browser(record, ports={port: "flv"}) as opened:
        await opened.open(f"http://127.0.0.1:{port}/")

        async def both() -> bool:
            return sum(one.is_flv and one.ended_at is not None for one in requests(record.so_far())) == 2

        await wait_until(both, what="the requests of both workers", within=10)


async def test_a_tab_behind_another_is_really_hidden_and_throttled() -> None:
    record = Recording()
    async with browser(record) as opened:
        await opened.open(COUNTING)
        await opened.hide()

        async def hidden() -> bool:
            return record.so_far().first(EventName.PAGE_HIDDEN) is not None

        await wait_until(hidden, what="the tab to be hidden", within=5)
        before = (await opened.session.send("Runtime.evaluate", {"expression": "globalThis.n ?? 0"}))["result"]["value"]
        await asyncio.sleep(2)
        after = (await opened.session.send("Runtime.evaluate", {"expression": "globalThis.n ?? 0"}))["result"]["value"]
        await opened.show()

        async def shown() -> bool:
            return record.so_far().first(EventName.PAGE_SHOWN) is not None

        await wait_until(shown, what="the tab to be shown", within=5)
        assert len(opened.page.context.pages) == 1
    event = record.so_far().first(EventName.PAGE_HIDDEN)
    assert event is not None
    assert event.data["trusted"] is True
    assert after - before < 40  # a visible tab counts 400 in two seconds, a throttled one a few


async def test_a_browser_that_does_not_start_is_said_with_its_last_words(tmp_path: Path) -> None:
    fake = tmp_path / "browser"
    fake.write_text("#!/bin/sh\necho no display here >&2\nexit 9\n")
    fake.chmod(0o755)
    with pytest.raises(NotReady, match=r"browser ended with code 9 .*no display here"):
        async with browser(Recording(), fake):
            pass


async def test_a_window_without_a_display_is_said_before_anything_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(variable, raising=False)
    async with open_children() as children, open_driver(children) as driver:
        setup = BrowserSetup("test", locate("chromium"), locate("recorder"), ports={}, headed=True)
        with pytest.raises(Missing, match=r"a display for --headed is missing; leave --headed out"):
            await open_browser(children, driver, setup, Recording()).__aenter__()


async def test_the_end_of_the_driver_is_known_at_once_and_no_call_hangs() -> None:
    async with browser(Recording()) as opened:
        (driver,) = (process for process in psutil.Process().children() if "run-driver" in process.cmdline())
        driver.kill()
        assert await asyncio.wait_for(opened.gone, 5) == "the browser's driver ended"
        with pytest.raises(NotReady, match=r"did not answer Page\.enable"):
            await opened.session.send("Page.enable")
        with pytest.raises(NotReady, match="opened no other tab"):
            await opened.hide()
        await opened.show()  # what was hidden is gone


async def test_the_end_of_the_browser_is_known_at_once_and_no_call_hangs() -> None:
    async with browser(Recording()) as opened:
        opened.child.process.kill()
        assert await asyncio.wait_for(opened.gone, 5) == "the browser ended its connection"
        with pytest.raises(NotReady, match=r"did not answer Page\.enable"):
            await opened.session.send("Page.enable")
        await opened.show()


async def test_a_page_that_cannot_be_opened_is_named() -> None:
    async with browser(Recording()) as opened:
        with pytest.raises(NotReady, match=r"http://127\.0\.0\.1:1/ could not be opened: net::ERR_"):
            await opened.open("http://127.0.0.1:1/?key=secret#secret")
