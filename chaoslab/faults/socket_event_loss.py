"""Socket event loss: events of the signalling server never reach the page."""

from typing import Annotated, ClassVar

from pydantic import Field

from chaoslab.evidence.signalling.deliveries import told
from chaoslab.faults._contract import Fault, Group
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.message_harm import MessageHarm, Namespace
from chaoslab.world.world import World

_NAME = "socket-event-loss"
_LOST_AFTER = 1.0  # seconds within which an event that was not lost has come


class SocketEventLoss(Fault):
    """Events of the signalling server are never sent to the page; answers to its requests come as usual.

    All events are lost, those with one name, or a share of them. While the fault is active, the lab has the server send
    its viewer count twice a second, or a chat message if that is what is lost.
    """

    group: ClassVar[Group] = "Signalling"
    words: ClassVar[str] = "{{events}} of the signalling server never come ({namespace})"
    happened: ClassVar[str] = "messages were lost"
    meant: ClassVar[str] = "messages were to be lost"
    named: ClassVar[str] = "messages lost"

    event: Annotated[
        str | None,
        Field(min_length=1, max_length=100, description="the name of the lost ones; all by default"),
    ] = None
    share: Annotated[float, Field(gt=0, le=1, description="of the events, drawn at random; 1 means all")] = 1.0
    seed: Annotated[int | None, Field(ge=0, description="for the draws; chosen by the plan by default")] = None
    namespace: Annotated[Namespace, Field(description="whose events")] = "both"

    def holds(self) -> frozenset[str]:
        return frozenset({"the signalling server", "the socket leg"})

    async def inject(self, world: World) -> None:
        harm = MessageHarm(self.namespace, event=self.event, share=self.share, seed=self.seed or 0)
        await world.signalling.harm(_NAME, harm)

    async def lift(self, world: World) -> None:
        await world.signalling.mend(_NAME)

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser never got an event that the lab's own connection got, on a WebSocket that carried others."""
        until = injection.until(timeline)
        events = [event for event in told(timeline) if injection.sent_at <= event.at <= until]
        alive = {event.namespace for event in events if event.prompt}
        affected = (e for e in events if e.at >= injection.returned_at and self.event in (None, e.event))
        lost = (e for e in affected if e.came_at is None and e.late >= _LOST_AFTER and e.namespace in alive)
        first = next(lost, None)
        if first is None:
            return None
        return Sighting(first.at, "browser", f"{first.event} came on another connection, and never to the page")

    def in_words(self) -> str:
        named = f"{self.event} events" if self.event else "events"
        events = f"all {named}" if self.share == 1 else f"{self.share * 100:g} % of the {named}"
        return super().in_words().replace("{events}", events)
