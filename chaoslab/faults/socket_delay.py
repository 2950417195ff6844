"""Socket delay: messages of the signalling server arrive late, while its pings do not."""

from typing import Annotated, ClassVar

from pydantic import Field

from chaoslab.evidence.signalling.deliveries import PROMPT, Told, told
from chaoslab.faults._contract import Fault, Group
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.message_harm import MessageHarm, Namespace
from chaoslab.world.world import World

_NAME = "socket-delay"
_SHARE = 0.9  # of the delay that must be seen


class SocketDelay(Fault):
    """Messages of the signalling server arrive late, but its pings do not; held messages are sent when the fault is
    lifted.

    The server holds back events, answers, and the confirmation that a client has entered a namespace. While the fault
    is active, the lab has the server send its viewer count twice a second, or a chat message if only chat is delayed.
    """

    group: ClassVar[Group] = "Signalling"
    words: ClassVar[str] = "messages of the signalling server come {delay:g} s late ({namespace})"
    happened: ClassVar[str] = "messages came late"
    meant: ClassVar[str] = "messages were to come late"
    named: ClassVar[str] = "messages late"

    delay: Annotated[float, Field(ge=0.3, le=60, description="seconds")]
    namespace: Annotated[Namespace, Field(description="whose messages")] = "both"

    def holds(self) -> frozenset[str]:
        return frozenset({"the signalling server", "the socket leg"})

    async def inject(self, world: World) -> None:
        await world.signalling.harm(_NAME, MessageHarm(self.namespace, delay=self.delay))

    async def lift(self, world: World) -> None:
        await world.signalling.mend(_NAME)

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser got late, by most of the delay, what the lab's own connection got at once; before the fault, it
        got the same at once.
        """
        until = injection.until(timeline)
        events = [event for event in told(timeline) if injection.sent_at <= event.at <= until]
        before = {event.namespace for event in events if event.at <= injection.returned_at and event.prompt}
        late = (event for event in events if event.namespace in before and event.late >= _SHARE * self.delay)
        first = next((event for event in late if event.came_at is not None or _may_come(event, injection)), None)
        if first is None:
            return None
        detail = f"{first.event} came {first.late:.2f} s later than on another connection"
        return Sighting(first.at, "browser", detail)


def _may_come(event: Told, injection: Injection) -> bool:
    """Whether it may only be late: held messages come when the fault is lifted, unless the socket ended before."""
    return injection.lifted_at is None or event.until <= injection.lifted_at + PROMPT
