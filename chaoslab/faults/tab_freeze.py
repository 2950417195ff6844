"""Tab freeze: the player's tab goes behind another one and is frozen: timers, tasks and workers all stop."""

from typing import ClassVar

from chaoslab.evidence.player.page_lifecycle import WORKS, idle, told
from chaoslab.faults._contract import Fault, Group
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World

_STILL_FOR = 2.0  # seconds without any work; a tab that is merely hidden works once a second
_FALLS_ASLEEP = 0.1  # seconds after the event in which a page may finish what it was doing


class TabFreeze(Fault):
    """The tab goes behind another one and is frozen: nothing in it runs, not even its workers; on lift, it goes on and
    is shown.

    A browser does this to a tab that has been unused for long. A frozen page reads nothing from its connections, and
    hears nothing of what happens to them.
    """

    group: ClassVar[Group] = "Page"
    words: ClassVar[str] = "the tab is hidden behind another one and frozen: nothing in it runs"
    happened: ClassVar[str] = "the tab was frozen"
    meant: ClassVar[str] = "the tab was to be frozen"
    named: ClassVar[str] = "tab frozen"
    hides_tab: ClassVar[bool] = True
    alone: ClassVar[bool] = True

    def holds(self) -> frozenset[str]:
        return frozenset({"the tab"})

    async def inject(self, world: World) -> None:
        await world.browser.freeze()

    async def lift(self, world: World) -> None:
        await world.browser.thaw()

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser told the page with a trusted event that it is frozen, and then nothing in it ran for 2 s."""
        until = injection.until(timeline)
        frozen = told(timeline, EventName.PAGE_FROZEN, injection.sent_at, until)
        if frozen is None or until - frozen.at < _STILL_FOR:
            return None
        if not idle(timeline, WORKS, frozen.at + _FALLS_ASLEEP, until):
            return None
        return Sighting(frozen.at, "browser", f"trusted freeze, then nothing ran for {until - frozen.at:.1f} s")
