"""Socket delay: what the signalling server says comes late, while its pings do not."""

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
    """The server holds back its messages by `delay` seconds: events, answers, and its leave to enter a namespace.

    What is held when the fault is lifted is sent at once. While it is on the lab has the server tell its viewers twice
    a second how many they are, or say something in the chat where only that is delayed.
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
        """The browser got late by most of it what another connection got at once; before, it got the same at once."""
        until = injection.until(timeline)
        seen = [one for one in told(timeline) if injection.sent_at <= one.at <= until]
        before = {one.namespace for one in seen if one.at <= injection.returned_at and one.prompt}
        late = (one for one in seen if one.namespace in before and one.late >= _SHARE * self.delay)
        first = next((one for one in late if one.came_at is not None or _may_come(one, injection)), None)
        if first is None:
            return None
        detail = f"{first.event} came {first.late:.2f} s later than on another connection"
        return Sighting(first.at, "browser", detail)


def _may_come(one: Told, injection: Injection) -> bool:
    """Whether it is only late: what is held comes when the fault is lifted, unless the socket ended before."""
    return injection.lifted_at is None or one.until <= injection.lifted_at + PROMPT
