"""A lane: what the trials that run one after another share: origin, harness and the browser's driver."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from chaoslab.rig.browser import Driver, driver_ended, open_driver
from chaoslab.rig.children import Children, open_children
from chaoslab.rig.enter_together import enter_together
from chaoslab.rig.harness import Media, open_media
from chaoslab.setup.components import locate


@dataclass(frozen=True)
class Lane:
    """Running parts, and the programs that each trial starts for itself."""

    children: Children
    media: Media
    driver: Driver
    toxiproxy: Path
    browser: Path
    recorder: Path

    @property
    def whole(self) -> bool:
        """Whether every shared part still runs, so that one more trial can stand on them."""
        return all(part.alive for part in self.media.parts) and not driver_ended(self.driver).done()


@asynccontextmanager
async def open_lane(origin: str, browser: str) -> AsyncIterator[Lane]:
    """Find every program, start the shared parts side by side, and leave nothing behind."""
    programs = [await asyncio.to_thread(locate, name) for name in ("toxiproxy", browser, "recorder", "player")]
    async with AsyncExitStack() as stack:
        children = await stack.enter_async_context(open_children())
        driver, media = await enter_together(stack, open_driver(children.scratch), open_media(children, origin))
        yield Lane(children, media, driver, *programs[:3])
