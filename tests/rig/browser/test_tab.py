"""A real Chromium's tab: frozen, discarded, slowed down and put offline, with its workers and frames."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from chaoslab import clock
from chaoslab.errors import NotReady
from chaoslab.rig.browser.browser import Browser, BrowserSetup, open_browser
from chaoslab.rig.browser.driver import open_driver
from chaoslab.rig.legs.proxies import LegProxies, open_proxies
from chaoslab.rig.processes.children import open_children, wait_until
from chaoslab.run.recording import Recording
from chaoslab.setup.components import locate
from chaoslab.timeline.events import EventName
from tests.rig.made_site import site
from tests.rig.opened_tab import event, tab, until, value

pytestmark = pytest.mark.lab
STREAMING = """<script>bytes = 0; fetch('/stream').then(async ({ body }) => {
  const reader = body.getReader();
  for (;;) { const { value, done } = await reader.read(); if (done) break; bytes += value.length; } });
</script>"""
CALLS_WITHIN = 5.0  # seconds; what the injector grants a lift


async def in_time(*calls: Callable[[], Awaitable[object]]) -> None:
    for call in calls:
        await asyncio.wait_for(call(), CALLS_WITHIN)


async def test_nothing_in_a_frozen_page_runs_until_it_is_woken() -> None:
    record = Recording()
    async with tab(record) as opened:
        await until(opened, "n > 5 && w > 5 && f > 5")
        await opened.freeze()
        await event(record, EventName.PAGE_FROZEN)
        before = await value(opened, "[n, w, f].join()")
        await asyncio.sleep(1.5)  # a hidden page's timers would have run
        assert await value(opened, "[n, w, f].join()") == before
        await opened.thaw()
        await event(record, EventName.PAGE_SHOWN)
        n, w, f = before.split(",")
        await until(opened, f"n > {n} && w > {w} && f > {f}")
        assert len(opened.page.context.pages) == 1
    line = record.so_far()
    assert [e.data["trusted"] for e in line.named(EventName.PAGE_FROZEN, EventName.PAGE_RESUMED)] == [True, True]
    assert line.first(EventName.RECORDER_LOST) is None


async def test_a_discarded_page_is_loaded_anew_when_it_is_shown_and_nothing_it_said_is_lost() -> None:
    record = Recording()
    async with tab(record) as opened:
        await until(opened, "n > 20")
        await opened.discard()
        await event(record, EventName.PAGE_CLOSED)
        counted = [e.data["data"] for e in record.so_far().named(EventName.MARK_MADE)]
        assert counted == list(range(1, len(counted) + 1))
        await opened.show()
        await event(record, EventName.PAGE_DISCARDED)
        await until(opened, "n > 5 && w > 5")
        assert await value(opened, "document.wasDiscarded") is True
        assert await value(opened, "document.visibilityState") == "visible"
        assert len(opened.page.context.pages) == 1
        assert not opened.gone.done()
    line = record.so_far()
    documents = {e.data["document"] for e in line.named(EventName.PAGE_OPENED)}
    assert {e.data["document"] for e in line.named(EventName.CLOCK_MAPPED)} == documents
    assert [e for e in line.named(EventName.CLOCK_MAPPED) if e.data["violations"]] == []
    assert line.first(EventName.PAGE_CRASHED) is None
    assert line.first(EventName.RECORDER_LOST) is None


async def test_a_page_that_loads_itself_anew_was_not_discarded_and_nothing_it_said_is_lost() -> None:
    record = Recording()
    async with tab(record) as opened:
        await until(opened, "n > 20")
        await value(opened, "location.reload()")
        await event(record, EventName.CLOCK_MAPPED, count=2)
        await until(opened, "n > 5")
    line = record.so_far()
    counted = [e.data["data"] for e in line.named(EventName.MARK_MADE)]
    anew = counted.index(1, 1)
    assert counted[:anew] == list(range(1, anew + 1))
    assert line.first(EventName.PAGE_DISCARDED) is None
    assert line.first(EventName.RECORDER_LOST) is None


async def frame_speed(opened: Browser) -> float:
    await value(opened, "told = []; frames[0].postMessage('speed', '*')")
    await until(opened, "told.some((one) => one[0] === 'speed')")
    return float(await value(opened, "told.find((one) => one[0] === 'speed')[1]"))


async def best_frame_speed(opened: Browser) -> float:
    """The largest of three, as a busy machine takes some away."""
    return max([await frame_speed(opened) for _ in range(3)])


# Another host is another site, and has a process of its own.
@pytest.mark.parametrize("frame_host", ["127.0.0.1", "localhost"])
async def test_a_page_that_is_slowed_down_works_so_much_slower_in_frames_too(frame_host: str) -> None:
    async with tab(Recording(), frame_host=frame_host) as opened:
        await until(opened, "f > 5")
        usual = await best_frame_speed(opened)
        await opened.slow_down(10)
        assert await frame_speed(opened) < usual / 4
        await opened.speed_up()
        assert await best_frame_speed(opened) > usual / 4


async def test_a_page_that_is_offline_knows_it_and_so_do_its_worker_and_its_frame() -> None:
    record = Recording()
    async with tab(record) as opened:
        await until(opened, "w > 5 && f > 5")
        await opened.go_offline()
        await event(record, EventName.PAGE_WENT_OFFLINE)
        assert "Failed to fetch" in await value(opened, "fetch('/x').then((a) => a.status, (e) => String(e))")
        await value(opened, "worker.postMessage('ask'); frames[0].postMessage('ask', '*')")
        await until(opened, "told.length === 3")
        told = await value(opened, "told.map(String).sort().join('; ')")
        assert told == "TypeError: Failed to fetch; TypeError: Failed to fetch false; false"
        await opened.go_online()
        await event(record, EventName.PAGE_WENT_ONLINE)
        assert await value(opened, "fetch('/x').then((a) => a.status)") == 200
    (lost,) = record.so_far().named(EventName.PAGE_WENT_OFFLINE)
    assert lost.data == {"trusted": True, "online": False}


async def test_what_undoes_a_fault_may_be_called_twice_and_without_the_fault() -> None:
    async with tab(Recording()) as opened:
        await until(opened, "n > 5")
        undo = (opened.show, opened.thaw, opened.speed_up, opened.go_online)
        await in_time(*undo)
        await in_time(opened.freeze, lambda: opened.slow_down(4), opened.go_offline)
        await in_time(*undo, *undo)
        before = await value(opened, "n")
        await until(opened, f"n > {before + 5}")


async def test_a_browser_that_is_gone_has_taken_its_faults_along() -> None:
    async with tab(Recording()) as opened:
        await until(opened, "n > 5")
        await in_time(opened.freeze)
        opened.child.process.kill()
        await asyncio.wait_for(opened.gone, 5)
        await in_time(opened.show, opened.thaw, opened.speed_up, opened.go_online)


@asynccontextmanager
async def reader_that_sleeps() -> AsyncIterator[tuple[Browser, LegProxies]]:
    """A frozen page whose stream has filled every buffer between it and the server."""
    taken: list[float] = []

    async def filled() -> bool:
        return bool(taken) and clock.now() - taken[-1] > 1

    async with (
        site({"/": STREAMING}, taken) as port,
        open_children() as children,
        open_driver(children) as driver,
        open_proxies(children, locate("toxiproxy"), {"flv": ("127.0.0.1", port)}) as proxies,
    ):
        setup = BrowserSetup("test", locate("chromium"), locate("recorder"), ports={proxies.ports["flv"]: "flv"})
        async with open_browser(children, driver, setup, Recording()) as opened:
            await opened.open(f"http://127.0.0.1:{proxies.ports['flv']}/")
            await until(opened, "bytes > 1e6")
            await opened.freeze()
            await wait_until(filled, what="every buffer to be full", within=15)
            yield opened, proxies


async def test_no_call_hangs_while_a_page_that_streams_is_frozen_although_toxiproxy_does() -> None:
    async with reader_that_sleeps() as (opened, proxies):
        with pytest.raises(NotReady, match=r"did not carry out a call within 2 s"):
            await asyncio.wait_for(proxies.add_toxic("flv", "latency", {"latency": 300, "jitter": 0}), CALLS_WITHIN)
        await in_time(opened.thaw, opened.freeze)
        began = clock.now()
    assert clock.now() - began < CALLS_WITHIN


async def test_a_leg_can_be_cut_and_given_back_while_the_page_that_streams_on_it_is_frozen() -> None:
    async with reader_that_sleeps() as (opened, proxies):
        await in_time(lambda: proxies.disable("flv"), lambda: proxies.enable("flv"), opened.thaw)
