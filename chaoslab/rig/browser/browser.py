"""A real Chromium with one page under observation."""

import asyncio
import base64
import os
import shutil
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from chaoslab.errors import Missing, NotReady, TrialBroken
from chaoslab.files.safe_writing import replace_inside
from chaoslab.legs.leg import Leg
from chaoslab.legs.page_routes import PageOrigin
from chaoslab.rig.browser.chromium import BrowserHome, command, make_home
from chaoslab.rig.browser.driver import Driver, tell
from chaoslab.rig.browser.network_watch import NetworkWatch
from chaoslab.rig.browser.own_line import OwnLine
from chaoslab.rig.browser.page_setting import introduce, recorder_config, require_selectors
from chaoslab.rig.browser.page_watch import PageWatch
from chaoslab.rig.browser.pipe import BrowserPipe
from chaoslab.rig.browser.playable import require_codecs
from chaoslab.rig.browser.player_page import PageView
from chaoslab.rig.browser.playlist_watch import PlaylistWatch
from chaoslab.rig.browser.relay import Relay, open_relay
from chaoslab.rig.browser.session import Session, answered
from chaoslab.rig.browser.shared_workers import SharedWorkers
from chaoslab.rig.browser.silence import SILENT, until_silent
from chaoslab.rig.browser.tab import GONE_WITHIN, Tab
from chaoslab.rig.browser.worker_watch import WorkerWatch
from chaoslab.rig.processes.background import beside
from chaoslab.rig.processes.children import Child, Children, wait_until
from chaoslab.timeline.events import Sink

_ANSWERS_WITHIN = 20.0  # seconds after its start
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


@asynccontextmanager
async def open_browser(children: Children, driver: Driver, setup: BrowserSetup, sink: Sink) -> AsyncIterator[Browser]:
    """Start Chromium and attach to its first page, watched from before its first document."""
    if setup.headed and sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY"))):
        raise Missing("a display for --headed", "leave --headed out, or call the lab under xvfb-run")
    home = await asyncio.to_thread(make_home, children.scratch)
    argv = command(setup.executable, home, headed=setup.headed)
    child = await children.start("browser", argv, env=home.environment, pipe_input=True, pipe_output=True)
    try:
        network, playlists = NetworkWatch(sink, setup.ports, setup.page), PlaylistWatch(sink)
        async with _open_line(child, network) as (line, relay):
            gone: asyncio.Future[str] = asyncio.get_running_loop().create_future()
            async with beside(_watch(line, relay, gone)):
                async with _named(gone):
                    page = await driver.connect(relay.url, gone)
                    await _deny_downloads(line)
                    opening = page.context.new_cdp_session(page)
                    session = Session(await answered(opening, "the browser", "did not let its page be watched"))
                    await require_codecs(session, setup.executable)
                    await require_selectors(session, setup.view)
                    playlists.begin(session)
                    await network.begin(session)
                    watch = PageWatch(session, sink)
                    await watch.begin(setup.recorder.read_text(encoding="utf-8"), recorder_config(setup.view))
                yield Browser(child=child, page=page, session=session, gone=gone, view=setup.view)
                await watch.settle()
                await playlists.settle()
    finally:
        await asyncio.shield(_end(children, child, home))


async def _end(children: Children, child: Child, home: BrowserHome) -> None:
    await children.stop(child)
    await asyncio.to_thread(shutil.rmtree, home.folder, ignore_errors=True)


@asynccontextmanager
async def _open_line(child: Child, network: NetworkWatch) -> AsyncIterator[tuple[OwnLine, Relay]]:
    """The lab's own line to the browser, which tells of shared workers, and what leads its driver there."""
    assert child.process.stdout is not None
    assert child.process.stdin is not None
    pipe = BrowserPipe(child.process.stdout, child.process.stdin)
    line = OwnLine(pipe.post)

    async def begun() -> bool:
        return bool(line.session)

    async with open_relay(pipe, line.hear, WorkerWatch(network).hear) as relay:
        line.begin()
        await wait_until(begun, what="the browser to answer on its pipe", within=_ANSWERS_WITHIN, watching=child)
        SharedWorkers(line, network).begin()
        yield line, relay


async def _watch(line: OwnLine, relay: Relay, gone: "asyncio.Future[str]") -> None:
    """Give up a browser that no longer answers, so that all who wait for it fail at once."""
    await until_silent(lambda: line.ask("Browser.getVersion"))
    tell(gone, f"the browser did not answer for {SILENT:g} s")
    relay.cut()


@asynccontextmanager
async def _named(gone: "asyncio.Future[str]") -> AsyncIterator[None]:
    """Name what is gone, the browser or its driver, rather than the call that failed."""
    try:
        yield
    except NotReady as error:
        await asyncio.wait((gone,), timeout=GONE_WITHIN)
        if gone.done():
            raise TrialBroken(f"{gone.result()} before the page was opened") from error
        raise


async def _deny_downloads(line: OwnLine) -> None:
    denying = line.ask("Browser.setDownloadBehavior", {"behavior": "deny"})
    await answered(denying, "the browser", "did not let downloads be denied")
