"""The tab of the page under test, as faults act on it: hidden, frozen, discarded, slowed down, without a network."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from chaoslab.errors import FaultStuck, NotReady
from chaoslab.rig.browser.session import Session, answered

GONE_WITHIN = 0.2  # seconds in which the end of a browser that failed a call shows
_DISCARDS = "chrome://discards/"  # where a browser lets people discard a tab by hand
_DISCARD = """async (url) => {
    const { DetailsProvider } = await import('chrome://discards/discards.mojom-webui.js');
    const provider = DetailsProvider.getRemote();
    const { infos } = await provider.getTabDiscardsInfo();
    const tab = infos.find(({ tabUrl }) => tabUrl === url);
    if (tab === undefined) return false;
    await provider.discardById(tab.id, 0);
    return true;
}"""


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One tab. Calls that undo a fault may be repeated; they raise FaultStuck when a live browser does not comply."""

    page: Any  # the driver's
    session: Session
    gone: asyncio.Future[str]  # done, with words, when the page can no longer be reached
    _covers: list[Any] = field(default_factory=list)  # tabs in front of the page
    _slowed: list[Session] = field(default_factory=list)  # frames that are slowed down in processes of their own
    _asleep: asyncio.Event = field(default_factory=asyncio.Event)  # frozen or discarded: nothing in the page runs

    @property
    def asleep(self) -> bool:
        """Whether the page is frozen or discarded; a call that has to paint it would wake it, or wait for it."""
        return self._asleep.is_set()

    @property
    def hidden(self) -> bool:
        """Whether another tab is in front: the page is not visible, and painting it would wake it."""
        return bool(self._covers)

    async def hide(self) -> None:
        """Open another tab in front: the page is really hidden, and throttled as a viewer's would be."""
        await self._cover()

    async def show(self) -> None:
        """Bring the page to the front again; one that was discarded is loaded anew."""
        self._asleep.clear()
        async with self._surely("the tab could not be shown again"):
            await answered(self.page.bring_to_front(), "the browser", "did not do it")
            while self._covers:
                await answered(self._covers[-1].close(), "the browser", "did not close the other")
                self._covers.pop()

    async def freeze(self) -> None:
        """Hide the page and stop all of its work, its workers' too, as a browser does with a tab long unused."""
        await self._cover()
        self._asleep.set()
        await self.session.send("Page.setWebLifecycleState", {"state": "frozen"})

    async def thaw(self) -> None:
        """Let the page work again, and show it."""
        async with self._surely("the tab could not be woken"):
            await self.session.send("Page.setWebLifecycleState", {"state": "active"})
        await self.show()

    async def discard(self) -> None:
        """Hide the page and throw it away as a browser short of memory does; the tab stays, and `show` loads it anew.

        The browser's own action, requested on its page for discarding tabs. The session sees the new document begin.
        """
        cover = await self._cover()
        await answered(cover.goto(_DISCARDS), "the browser", "did not open the page on which tabs are discarded")
        self._asleep.set()
        discarded = await answered(cover.evaluate(_DISCARD, self.page.url), "the browser", "did not discard the tab")
        if not discarded:
            raise NotReady("the browser", "does not list the player's tab among those that it can discard")
        if self.page.is_closed():
            raise NotReady(
                "the browser", "closed the tab instead of discarding it; a newer Chromium is needed for this fault"
            )
        # That page looks at every tab once a second.
        await answered(cover.goto("about:blank"), "the browser", "did not leave the page on which tabs are discarded")

    async def slow_down(self, rate: float) -> None:
        """Let the page's main thread do a `rate`-th of its work, and that of each frame in a process of its own."""
        await self.session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
        for frame in self.page.frames[1:]:
            with suppress(NotReady):  # most frames share the page's process, and have no session
                opening = self.page.context.new_cdp_session(frame)
                session = Session(await answered(opening, "a frame", "did not let itself be slowed down"))
                self._slowed.append(session)
                await session.send("Emulation.setCPUThrottlingRate", {"rate": rate})

    async def speed_up(self) -> None:
        """Let the page work as fast as it can."""
        while self._slowed:
            with suppress(NotReady):  # a frame that is gone works no more
                await self._slowed[-1].send("Emulation.setCPUThrottlingRate", {"rate": 1})
            self._slowed.pop()
        async with self._surely("the page could not be sped up again"):
            await self.session.send("Emulation.setCPUThrottlingRate", {"rate": 1})

    async def go_offline(self) -> None:
        """Refuse each new request of page, frames and workers, and say so to them; what streams goes on."""
        await answered(self.page.context.set_offline(True), "the browser", "did not go offline")

    async def go_online(self) -> None:
        """Let the page have its network again."""
        async with self._surely("the page could not be put online again"):
            await answered(self.page.context.set_offline(False), "the browser", "did not do it")

    async def _cover(self) -> Any:
        cover = await answered(self.page.context.new_page(), "the browser", "opened no other tab")
        self._covers.append(cover)
        await answered(cover.bring_to_front(), "the browser", "showed no other tab")
        return cover

    @asynccontextmanager
    async def _surely(self, unless: str) -> AsyncIterator[None]:
        """What fails within is a fault that is stuck, except where the browser is gone, and its tabs with it."""
        try:
            yield
        except NotReady as error:
            await asyncio.wait((self.gone,), timeout=GONE_WITHIN)
            if not self.gone.done():
                raise FaultStuck(f"{unless}: {error}") from error
