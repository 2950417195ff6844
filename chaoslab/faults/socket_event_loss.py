"""Socket event loss: events of the signalling server never come to the page."""

from typing import Annotated, ClassVar

from pydantic import Field

from chaoslab.evidence.signalling.deliveries import told
from chaoslab.faults._contract import Fault, Group
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.message_harm import MessageHarm, Namespace
from chaoslab.world.world import World

_NAME = "socket-event-loss"
_LOST_AFTER = 1.0  # seconds in which an event that was not lost has come


class SocketEventLoss(Fault):
    """The server does not send events of a name, or a share of them; answers to what the page asks come as ever.

    While it is on the lab has the server tell its viewers twice a second how many they are, or say something in the
    chat where that is what is lost.
    """

    group: ClassVar[Group] = "Signalling"
    words: ClassVar[str] = "{{what}} of the signalling server never come ({namespace})"
    happened: ClassVar[str] = "messages were lost"
    meant: ClassVar[str] = "messages were to be lost"
    named: ClassVar[str] = "messages lost"

    event: Annotated[
        str | None,
        Field(min_length=1, max_length=100, description="the name of those that are lost; all unless given"),
    ] = None
    share: Annotated[float, Field(gt=0, le=1, description="of the events, drawn one by one; 1: all")] = 1.0
    seed: Annotated[int | None, Field(ge=0, description="of the draws; the plan draws one unless given")] = None
    namespace: Annotated[Namespace, Field(description="whose events")] = "both"

    def holds(self) -> frozenset[str]:
        return frozenset({"the signalling server", "the socket leg"})

    async def inject(self, world: World) -> None:
        harm = MessageHarm(self.namespace, event=self.event, share=self.share, seed=self.seed or 0)
        await world.signalling.harm(_NAME, harm)

    async def lift(self, world: World) -> None:
        await world.signalling.mend(_NAME)

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser never got an event that another connection got, on a socket on which others came at once."""
        until = injection.until(timeline)
        seen = [one for one in told(timeline) if injection.sent_at <= one.at <= until]
        alive = {one.namespace for one in seen if one.prompt}
        wanted = (one for one in seen if one.at >= injection.returned_at and self.event in (None, one.event))
        lost = (one for one in wanted if one.came_at is None and one.late >= _LOST_AFTER and one.namespace in alive)
        first = next(lost, None)
        if first is None:
            return None
        return Sighting(first.at, "browser", f"{first.event} came on another connection, and never to the page")

    def in_words(self) -> str:
        named = f"{self.event} events" if self.event else "events"
        what = f"all {named}" if self.share == 1 else f"{self.share * 100:g} % of the {named}"
        return super().in_words().replace("{what}", what)
