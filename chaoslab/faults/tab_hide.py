"""Tab hide: the player's tab goes behind another one, as when a viewer looks at something else."""

from typing import ClassVar

from chaoslab.evidence.player.page_lifecycle import told
from chaoslab.faults._contract import Fault, Group
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World

_THROTTLED = 5  # ticks a second at most; a hidden tab's timers run once a second, a visible one's 20 times


class TabHide(Fault):
    """The player's tab goes behind another one, and is throttled as a viewer's would be.

    On lift, the other tab is closed and the player's is in front again.
    """

    group: ClassVar[Group] = "Page"
    words: ClassVar[str] = "the tab is hidden behind another one"
    happened: ClassVar[str] = "the tab was hidden"
    meant: ClassVar[str] = "the tab was to be hidden"
    named: ClassVar[str] = "tab hidden"
    hides_tab: ClassVar[bool] = True

    def holds(self) -> frozenset[str]:
        return frozenset({"the tab"})

    async def inject(self, world: World) -> None:
        await world.browser.hide()

    async def lift(self, world: World) -> None:
        await world.browser.show()

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser told the page with a trusted event that it is hidden, and its timers ran once a second."""
        until = injection.until(timeline)
        hidden = told(timeline, EventName.PAGE_HIDDEN, injection.sent_at, until)
        if hidden is None:
            return None
        ticks = (e.data["ticks"] for e in timeline.named(EventName.TIMER_SAMPLED) if hidden.at + 1 < e.at <= until)
        fewest = min(ticks, default=None)
        if fewest is None or fewest > _THROTTLED:
            return None
        return Sighting(hidden.at, "browser", f"trusted visibilitychange to hidden, then timers at {fewest} a second")
