"""Tab discard and reload: the browser throws the player's page away, and loads it anew when the viewer comes back."""

from typing import ClassVar

from chaoslab.evidence.player.page_lifecycle import PLAYS, idle
from chaoslab.faults._contract import Fault, Group
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World

_ENDS = 0.1  # seconds after its last word, in which what a page noted before may still be stamped
_LOADS_WITHIN = 10.0  # seconds after the tab is shown again


class TabDiscardReload(Fault):
    """Hide the tab and discard it, as a browser short of memory does; lifted, it is shown and its page loaded anew.

    The browser's own discard, not a crash: its process ends, and the new document knows that it was discarded
    (`document.wasDiscarded`).
    """

    group: ClassVar[Group] = "Page"
    words: ClassVar[str] = "the tab is hidden and its page discarded; shown again, it is loaded anew"
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
        """The page was left and played no more; a document after it says that the browser threw it away.

        A page that loads itself anew is not said to have been discarded.
        """
        until = injection.until(timeline)
        closed = (e for e in timeline.named(EventName.PAGE_CLOSED) if injection.sent_at <= e.at <= until)
        left = next((event for event in closed if event.data.get("persisted") is False), None)
        if left is None or not idle(timeline, PLAYS, left.at + _ENDS, until):
            return None
        if not any(left.at < e.at <= until + _LOADS_WITHIN for e in timeline.named(EventName.PAGE_DISCARDED)):
            return None
        return Sighting(left.at, "browser", "the page was left, and the document after it says that it was discarded")
