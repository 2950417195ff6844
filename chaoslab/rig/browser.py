"""A real Chromium with one page under observation; the only importer of playwright."""

import asyncio
import base64
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import Browser as Connected
from playwright.async_api import BrowserContext, Page, Playwright, async_playwright

from chaoslab.errors import FaultStuck, Missing, NotReady
from chaoslab.events import Sink
from chaoslab.legs import Leg
from chaoslab.page_routes import PageOrigin
from chaoslab.rig.children import Child, Children, wait_until
from chaoslab.rig.network_watch import NetworkWatch
from chaoslab.rig.page_setting import introduce, recorder_config, require_selectors
from chaoslab.rig.page_watch import PageWatch
from chaoslab.rig.playable import require_codecs
from chaoslab.rig.player_page import PageView
from chaoslab.rig.relay import open_relay
from chaoslab.rig.session import Session, answered
from chaoslab.rig.worker_watch import WorkerWatch

# Playwright's own anti-throttling flags are left out on purpose: a hidden tab must be throttled as a viewer's is.
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--mute-audio",
    "--autoplay-policy=no-user-gesture-required",
    "--remote-debugging-port=0",
)
Driver = Playwright
_GONE_WITHIN = 0.2  # seconds in which the end of a browser that failed a call shows
SHOT_DEADLINE = 3.0  # seconds; a page that does not paint must not hold up the trial


@dataclass(frozen=True)
class BrowserSetup:
    """How to start it. `ports` tells requests on a leg apart; `view` is what to look at in the page.

    `page` is the origin of a page that takes everything from there: its paths tell the legs apart.
    """

    name: str
    executable: Path
    recorder: Path
    ports: Mapping[int, Leg]
    view: PageView = field(default_factory=PageView)
    headed: bool = False
    page: PageOrigin | None = None


@dataclass(frozen=True)
class Browser:
    """One page in a browser of its own; what it does goes to the sink, stamped in the page."""

    version: str
    child: Child
    page: Page
    session: Session
    gone: asyncio.Future[str]  # done, with words, when nobody can reach the page any more
    view: PageView = field(default_factory=PageView)
    _covers: list[Page] = field(default_factory=list)  # tabs in front of the page

    async def open(self, url: str) -> None:
        """Begin loading a URL; returns when the navigation has been committed."""
        await introduce(self.session, self.view, url)
        answer = await self.session.send("Page.navigate", {"url": url})
        if error := answer.get("errorText"):
            bare = urlsplit(url)._replace(query="", fragment="").geturl()  # the query holds the stream's key
            raise NotReady("the player's page", f"at {bare} could not be opened: {error}")

    async def hide(self) -> None:
        """Open another tab in front: the page is really hidden, and throttled as a viewer's would be."""
        cover = await answered(self.page.context.new_page(), "the browser", "opened no other tab")
        self._covers.append(cover)
        await answered(cover.bring_to_front(), "the browser", "showed no other tab")

    async def show(self) -> None:
        """Bring the page to the front again. Raises FaultStuck when a browser that is there does not do it."""
        try:
            await answered(self.page.bring_to_front(), "the browser", "did not do it")
            while self._covers:
                await answered(self._covers[-1].close(), "the browser", "did not close the other")
                self._covers.pop()
        except NotReady as error:
            await asyncio.wait((self.gone,), timeout=_GONE_WITHIN)
            if self.gone.done():
                return  # its tabs went with it
            raise FaultStuck(f"the tab could not be shown again: {error}") from error

    async def shot(self, path: Path) -> bool:
        """Write a JPEG of what the viewer sees; False when the page did not paint in time."""
        try:
            answer = await asyncio.wait_for(
                self.session.send("Page.captureScreenshot", {"format": "jpeg", "quality": 80}), SHOT_DEADLINE
            )
        except (TimeoutError, NotReady):
            return False
        await asyncio.to_thread(path.write_bytes, base64.b64decode(answer["data"]))
        return True


@asynccontextmanager
async def open_driver(scratch: Path) -> AsyncIterator[Driver]:
    """Playwright's driver process, shared by all trials of a lane; its temporary files go to the scratch folder."""
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = str(scratch)
    try:
        playwright = await _whole_start()
    finally:
        if before is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = before
    try:
        yield playwright
    finally:
        await asyncio.shield(playwright.stop())


async def _whole_start() -> Driver:
    """Start Playwright; a start cancelled half-way leaves a task that never ends, so it is let through first."""
    starting = asyncio.ensure_future(async_playwright().start())
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        await (await starting).stop()
        raise
    except Exception as error:
        raise NotReady("the browser's driver", f"did not start: {error}") from error


def driver_ended(driver: Driver) -> "asyncio.Future[None]":
    """Fails when the driver's process ends by itself; Playwright tells that to nobody who is not just calling it."""
    ended: asyncio.Future[None] = driver._impl_obj._connection._transport.on_error_future
    return ended


@asynccontextmanager
async def open_browser(children: Children, driver: Driver, setup: BrowserSetup, sink: Sink) -> AsyncIterator[Browser]:
    """Start Chromium and attach to its first page, watched from before its first document."""
    if setup.headed and sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY"))):
        raise Missing("a display for --headed", "leave --headed out, or call the lab under xvfb-run")
    child = await children.start("browser", _argv(setup, children.scratch / f"profile-{setup.name}"))
    try:
        endpoint = await _endpoint(child, children.scratch / f"profile-{setup.name}")
        network = NetworkWatch(sink, setup.ports, setup.page)
        async with open_relay(endpoint, WorkerWatch(network).hear) as through:
            # Without no_defaults Playwright emulates focus, and no tab can ever be hidden.
            connecting = driver.chromium.connect_over_cdp(through, no_defaults=True)
            connected = await answered(connecting, "the browser", "did not accept a connection")
            gone = _gone(connected, driver)
            page = await _first_page(connected.contexts[0])
            opening = page.context.new_cdp_session(page)
            session = Session(await answered(opening, "the browser", "did not let its page be watched"))
            await require_codecs(session, setup.executable)
            await require_selectors(session, setup.view)
            watch = PageWatch(session, sink)
            await network.begin(session)
            await watch.begin(setup.recorder.read_text(encoding="utf-8"), recorder_config(setup.view))
            yield Browser(connected.version, child, page, session, gone, setup.view)
            await watch.settle()
    finally:
        await asyncio.shield(children.stop(child))


async def _first_page(context: BrowserContext) -> Page:
    return context.pages[0] if context.pages else await answered(context.new_page(), "the browser", "opened no tab")


def _gone(connected: Connected, driver: Driver) -> "asyncio.Future[str]":
    gone: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def tell(words: str) -> None:
        if not gone.done():
            gone.set_result(words)

    def driver_is_gone(ended: "asyncio.Future[None]") -> None:
        if not ended.cancelled() and ended.exception():
            tell("the browser's driver ended")

    connected.on("disconnected", lambda _: tell("the browser ended its connection"))
    driver_ended(driver).add_done_callback(driver_is_gone)
    return gone


def _argv(setup: BrowserSetup, profile: Path) -> Sequence[str]:
    argv = [str(setup.executable), *FLAGS, f"--user-data-dir={profile}", "--window-size=1280,800"]
    if not setup.headed:
        argv.append("--headless")
    if os.geteuid() == 0:
        argv.append("--no-sandbox")  # Chromium refuses to run as root with its sandbox
    return [*argv, "about:blank"]


async def _endpoint(child: Child, profile: Path) -> str:
    port_file = profile / "DevToolsActivePort"

    async def written() -> bool:
        return port_file.is_file() and port_file.read_text().count("\n") >= 1

    await wait_until(written, what="the browser to open its debugging port", within=20, watching=child)
    port, path = port_file.read_text().splitlines()[:2]
    return f"ws://127.0.0.1:{port}{path}"
