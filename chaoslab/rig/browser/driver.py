"""The browser's driver, Playwright: started, watched, connected to a browser and stopped; its only importer."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from playwright.async_api import Playwright, async_playwright

from chaoslab.errors import NotReady
from chaoslab.rig.browser.session import answered
from chaoslab.rig.browser.silence import SILENT, until_silent
from chaoslab.rig.processes.background import beside
from chaoslab.rig.processes.children import Children

START_WITHIN = 20.0  # seconds
STOP_WITHIN = 3.0  # seconds; less than the lab has when it is interrupted
_NAME = "the browser's driver"
_STARTING: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()  # drivers, one at a time


@dataclass(frozen=True)
class Driver:
    """Its process, and whether it still answers: `ended` is done, with words, once it does not."""

    playwright: Playwright
    process: asyncio.subprocess.Process
    ended: "asyncio.Future[str]"

    async def connect(self, url: str, gone: "asyncio.Future[str]") -> Any:
        """Connect to a browser; returns its first page. Raises NotReady if it does not accept that.

        `gone` is told, in words, once the browser can no longer be reached.
        """
        self.ended.add_done_callback(lambda ended: tell(gone, ended.result()))
        # Without no_defaults Playwright emulates focus, and no tab can ever be hidden.
        connecting = self.playwright.chromium.connect_over_cdp(url, no_defaults=True)
        browser = await answered(connecting, "the browser", "did not accept a connection")
        browser.on("disconnected", lambda _: tell(gone, "the browser ended its connection"))
        context = browser.contexts[0]
        if context.pages:
            return context.pages[0]
        return await answered(context.new_page(), "the browser", "opened no tab")


def tell(future: "asyncio.Future[str]", words: str) -> None:
    """What is told first stays."""
    if not future.done():
        future.set_result(words)


@asynccontextmanager
async def open_driver(children: Children) -> AsyncIterator[Driver]:
    """A driver process, shared by all trials of a lane; its temporary files go to the scratch folder."""
    driver = await _started(children)
    try:
        async with beside(_watch(driver)):
            yield driver
    finally:
        await asyncio.shield(_stop(driver, children))


async def _started(children: Children) -> Driver:
    async with _STARTING.setdefault(asyncio.get_running_loop(), asyncio.Lock()):
        # One after another: a variable of the process is all that Playwright reads.
        before = os.environ.get("TMPDIR")
        os.environ["TMPDIR"] = str(children.scratch)
        try:
            return await _whole_start(children)
        finally:
            if before is None:
                del os.environ["TMPDIR"]
            else:
                os.environ["TMPDIR"] = before


async def _whole_start(children: Children) -> Driver:
    starter = async_playwright()
    starting = asyncio.ensure_future(starter.start())
    try:
        await asyncio.wait((starting,), timeout=START_WITHIN)
        if not starting.done():
            raise NotReady(_NAME, f"did not start within {START_WITHIN:g} s")
        driver = _made(starting.result(), starter)
    except asyncio.CancelledError:
        await asyncio.shield(_abandon(starter, starting))
        raise
    except Exception as error:
        await asyncio.shield(_abandon(starter, starting))
        raise error if isinstance(error, NotReady) else NotReady(_NAME, f"did not start: {error}") from error
    children.tell_reaper(f"+one {driver.process.pid}")
    return driver


def _made(playwright: Playwright, starter: Any) -> Driver:
    ended = asyncio.get_running_loop().create_future()
    transport = starter._connection._transport
    # Playwright reports the end of its process only to a call under way.
    transport.on_error_future.add_done_callback(lambda _: tell(ended, f"{_NAME} ended"))
    return Driver(playwright, transport._proc, ended)


async def _abandon(starter: Any, starting: "asyncio.Future[Playwright]") -> None:
    """End the process of a start that failed or is not wanted any more; one half-way is let through first."""
    await asyncio.wait((starting,), timeout=STOP_WITHIN)
    process = getattr(starter._connection._transport, "_proc", None)
    if process is not None:
        _kill(process)
        await asyncio.wait((starting,), timeout=STOP_WITHIN)
    if starting.done() and not starting.cancelled():
        starting.exception()


async def _watch(driver: Driver) -> None:
    """Kill a driver that no longer answers, so that all who wait for it fail at once."""

    async def ask() -> None:
        await (await driver.playwright.request.new_context()).dispose()  # which no browser takes part in

    await until_silent(ask)
    tell(driver.ended, f"{_NAME} did not answer for {SILENT:g} s")
    _kill(driver.process)


async def _stop(driver: Driver, children: Children) -> None:
    stopping = asyncio.ensure_future(driver.playwright.stop())
    await asyncio.wait((stopping,), timeout=STOP_WITHIN)
    if not stopping.done():
        _kill(driver.process)
    await asyncio.wait((stopping,), timeout=STOP_WITHIN)
    children.tell_reaper(f"-one {driver.process.pid}")
    if stopping.done():
        stopping.result()


def _kill(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()
