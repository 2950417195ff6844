"""A lane: what the trials that run one after another share: origin, harness, signalling and the browser's driver."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from chaoslab.rig.browser.driver import Driver, open_driver
from chaoslab.rig.media.harness import Media, open_media
from chaoslab.rig.processes.children import Children, open_children
from chaoslab.rig.processes.enter_together import enter_together
from chaoslab.rig.signalling.signalling import SignallingServer, open_signalling
from chaoslab.setup.components import locate


@dataclass(frozen=True)
class Lane:
    """Running parts, and the programs that each trial starts for itself."""

    children: Children
    media: Media
    signalling: SignallingServer
    driver: Driver
    toxiproxy: Path
    browser: Path
    recorder: Path
    also: Mapping[str, Path]  # programs that only some trials need

    @property
    def whole(self) -> bool:
        """Whether every shared part still runs, so that another trial can use them."""
        return self.media.whole and self.signalling.whole and not self.driver.ended.done()


@asynccontextmanager
async def open_lane(origin: str, browser: str, *also: str) -> AsyncIterator[Lane]:
    """Find every program, start the shared parts side by side, and leave nothing behind.

    `also` names further components that some trial needs. Raises Missing.
    """
    needed = ("toxiproxy", browser, "recorder", "player", *also)
    located = {name: await asyncio.to_thread(locate, name) for name in needed}
    programs = (located["toxiproxy"], located[browser], located["recorder"])
    async with AsyncExitStack() as stack:
        children = await stack.enter_async_context(open_children())
        driver, (media, signalling) = await enter_together(stack, open_driver(children), _servers(children, origin))
        yield Lane(children, media, signalling, driver, *programs, also={name: located[name] for name in also})


@asynccontextmanager
async def _servers(children: Children, origin: str) -> AsyncIterator[tuple[Media, SignallingServer]]:
    async with AsyncExitStack() as stack:
        yield await enter_together(stack, open_media(children, origin), open_signalling(children))
