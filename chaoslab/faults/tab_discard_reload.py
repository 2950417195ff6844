"""Tab discard and reload: the browser discards the player's page, and reloads it when the viewer comes back."""

from typing import ClassVar

from chaoslab.evidence.player.page_lifecycle import PLAYS, idle
from chaoslab.faults._contract import Fault, Group
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World

_ENDS = 0.1  # seconds after its last event in which earlier ones may still be stamped
_LOADS_WITHIN = 10.0  # seconds after the tab is shown again


class TabDiscardReload(Fault):
    """The tab goes behind another one and the browser discards its page, as when short of memory; on lift, it is shown
    and reloaded.

    This is the browser's own discard, not a crash: the page's process ends, and the new document knows that it was
    discarded (`document.wasDiscarded`).
    """

    group: ClassVar[Group] = "Page"
    words: ClassVar[str] = "the tab is hidden and its page discarded; shown again, it reloads"
    happened: ClassVar[str] = "the tab was discarded"
    meant: ClassVar[str] = "the tab was to be discarded"
    named: ClassVar[str] = "tab discarded"
    hides_tab: ClassVar[bool] = True
    alone: ClassVar[bool] = True

    def holds(self) -> frozenset[str]:
        return frozenset({"the tab"})

    async def inject(self, world: World) -> None:
        await world.browser.discard()

    async def lift(self, world: World) -> None:
        await world.browser.show()

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The page was unloaded and stopped playing, and the next document says that the previous one was discarded.

        The browser reports no discard for a page that reloads itself.
        """
        until = injection.until(timeline)
        closed = (e for e in timeline.named(EventName.PAGE_CLOSED) if injection.sent_at <= e.at <= until)
        left = next((event for event in closed if event.data.get("persisted") is False), None)
        if left is None or not idle(timeline, PLAYS, left.at + _ENDS, until):
            return None
        if not any(left.at < e.at <= until + _LOADS_WITHIN for e in timeline.named(EventName.PAGE_DISCARDED)):
            return None
        return Sighting(left.at, "browser", "the page was unloaded, and the next document says that it was discarded")
