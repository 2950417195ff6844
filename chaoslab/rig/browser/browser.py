"""A real Chromium with one page under observation; the only importer of playwright."""

import asyncio
import base64
import json
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from playwright.async_api import Browser as Connected
from playwright.async_api import BrowserContext, Page, Playwright, async_playwright

from chaoslab.errors import Missing, NotReady
from chaoslab.files.safe_writing import replace_inside
from chaoslab.legs.leg import Leg
from chaoslab.legs.page_routes import PageOrigin
from chaoslab.rig.browser.network_watch import NetworkWatch
from chaoslab.rig.browser.page_setting import introduce, recorder_config, require_selectors
from chaoslab.rig.browser.page_watch import PageWatch
from chaoslab.rig.browser.playable import require_codecs
from chaoslab.rig.browser.player_page import PageView
from chaoslab.rig.browser.playlist_watch import PlaylistWatch
from chaoslab.rig.browser.relay import open_relay
from chaoslab.rig.browser.session import Session, answered
from chaoslab.rig.browser.shared_workers import watch_shared_workers
from chaoslab.rig.browser.tab import Tab
from chaoslab.rig.browser.worker_watch import WorkerWatch
from chaoslab.rig.processes.children import Child, Children, wait_until
from chaoslab.timeline.events import Sink

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
    "--enable-features=WebContentsDiscard",  # a tab that is discarded keeps its target, and so its watchers
)
# Without this a browser blocks the page on which tabs are discarded.
_LOCAL_STATE = {"internal_only_uis_enabled": True}
Driver = Playwright
SHOT_DEADLINE = 3.0  # seconds; a page that does not paint must not hold up the trial


@dataclass(frozen=True)
class BrowserSetup:
    """How to start it. `ports` tells requests on a leg apart; `view` is what to look at in the page.

    `page` is the origin of a page that takes everything from its own origin: its paths tell the legs apart.
    """

    name: str
    executable: Path
    recorder: Path
    ports: Mapping[int, Leg]
    view: PageView = field(default_factory=PageView)
    headed: bool = False
    page: PageOrigin | None = None


@dataclass(frozen=True, kw_only=True)
class Browser(Tab):
    """One page in a browser of its own; what it does goes to the sink, stamped in the page."""

    version: str
    child: Child
    view: PageView = field(default_factory=PageView)

    async def open(self, url: str) -> None:
        """Begin loading a URL; returns when the navigation has been committed."""
        await introduce(self.session, self.view, url)
        answer = await self.session.send("Page.navigate", {"url": url})
        if error := answer.get("errorText"):
            bare = urlsplit(url)._replace(query="", fragment="").geturl()  # the query holds the stream's key
            raise NotReady("the player's page", f"at {bare} could not be opened: {error}")

    async def shot(self, path: Path) -> bool:
        """Write a JPEG of what the viewer sees; False when the page did not paint in time, sleeps or is hidden."""
        if self.asleep or self.hidden:
            return False
        try:
            answer = await asyncio.wait_for(
                self.session.send("Page.captureScreenshot", {"format": "jpeg", "quality": 80}), SHOT_DEADLINE
            )
        except (TimeoutError, NotReady):
            return False
        await asyncio.to_thread(replace_inside, path.parent, path.name, base64.b64decode(answer["data"]))
        return True


_STARTING: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()  # drivers, one at a time


@asynccontextmanager
async def open_driver(scratch: Path) -> AsyncIterator[Driver]:
    """Playwright's driver process, shared by all trials of a lane; its temporary files go to the scratch folder."""
    async with _starting():  # one after another: a variable of the process is all that Playwright reads
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


def _starting() -> asyncio.Lock:
    """The lock of the running loop's lanes."""
    return _STARTING.setdefault(asyncio.get_running_loop(), asyncio.Lock())


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
    """Fails when the driver's process ends by itself; Playwright reports that only to a call under way."""
    ended: asyncio.Future[None] = driver._impl_obj._connection._transport.on_error_future
    return ended


@asynccontextmanager
async def open_browser(children: Children, driver: Driver, setup: BrowserSetup, sink: Sink) -> AsyncIterator[Browser]:
    """Start Chromium and attach to its first page, watched from before its first document."""
    if setup.headed and sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY"))):
        raise Missing("a display for --headed", "leave --headed out, or call the lab under xvfb-run")
    profile = Path(tempfile.mkdtemp(prefix="profile-", dir=children.scratch))
    (profile / "Local State").write_text(json.dumps(_LOCAL_STATE), encoding="utf-8")
    child = await children.start("browser", _argv(setup, profile))
    try:
        endpoint = await _endpoint(child, profile)
        network = NetworkWatch(sink, setup.ports, setup.page)
        playlists = PlaylistWatch(sink)
        async with (
            watch_shared_workers(endpoint, network),
            open_relay(endpoint, WorkerWatch(network).hear) as through,
        ):
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
            playlists.begin(session)
            await network.begin(session)
            await watch.begin(setup.recorder.read_text(encoding="utf-8"), recorder_config(setup.view))
            yield Browser(
                version=connected.version, child=child, page=page, session=session, gone=gone, view=setup.view
            )
            await watch.settle()
            await playlists.settle()
    finally:
        await asyncio.shield(_end(children, child, profile))


async def _end(children: Children, child: Child, profile: Path) -> None:
    await children.stop(child)
    await asyncio.to_thread(shutil.rmtree, profile, ignore_errors=True)


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
