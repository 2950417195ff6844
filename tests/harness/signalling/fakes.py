"""A desk without a network: rooms that note what is told, a clock to be set, a common memory to be taken away."""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from harness.settings import Settings
from harness.signalling.broadcasts import Broadcasts
from harness.signalling.client_limits import ClientLimits
from harness.signalling.desk import Desk
from harness.signalling.message import ChatMessage
from harness.signalling.sharing import Alone, Kind, Sharing, StreamStanding


@dataclass
class FakeRooms:
    """Who is where, and (how, namespace, to whom, event, data) of all that was told."""

    there: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    said: list[tuple[str, str, str, str, Any]] = field(default_factory=list)

    async def enter(self, namespace: str, sid: str, key: str) -> None:
        self.there[namespace, key].add(sid)

    async def leave(self, namespace: str, sid: str, key: str) -> None:
        self.there[namespace, key].discard(sid)

    async def tell(self, namespace: str, key: str, event: str, data: Any) -> None:
        self.said.append(("all", namespace, key, event, data))

    async def tell_here(self, namespace: str, key: str, event: str, data: Any) -> None:
        self.said.append(("here", namespace, key, event, data))

    async def tell_one(self, namespace: str, sid: str, event: str, data: Any) -> None:
        self.said.append(("one", namespace, sid, event, data))

    def of(self, event: str) -> list[Any]:
        """What came with each event of that name."""
        return [data for _, _, _, name, data in self.said if name == event]


@dataclass
class FakeSharing:
    """A common memory that others have written into; away while `here` is False."""

    here: bool | None = True
    elsewhere: StreamStanding = field(default_factory=lambda: StreamStanding(0, ended=False))
    kept: list[ChatMessage] = field(default_factory=list)
    wait: float = 0.0
    taken: list[tuple[Kind, str]] = field(default_factory=list)

    async def standing(self, key: str, mine: StreamStanding) -> StreamStanding | None:  # noqa: ARG002
        there = self.elsewhere
        return StreamStanding(mine.viewers + there.viewers, mine.ended or there.ended) if self.here else None

    async def remember(self, key: str, message: ChatMessage) -> None:  # noqa: ARG002
        if self.here:
            self.kept.append(message)

    async def history(self, key: str) -> tuple[ChatMessage, ...] | None:  # noqa: ARG002
        return tuple(self.kept) if self.here else None

    async def take(self, kind: Kind, client: str) -> float | None:
        self.taken.append((kind, client))
        return self.wait if self.here else None

    async def keep_up(self, look_around: Callable[[], Awaitable[None]]) -> None:
        await look_around()


@dataclass
class Clock:
    """Seconds that pass when they are told to."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def made_desk(sharing: Sharing | None = None, **settings: Any) -> tuple[Desk, FakeRooms]:
    """A desk and its rooms."""
    told, rooms, shared = Settings(**settings), FakeRooms(), sharing or Alone()
    return Desk(Broadcasts(told.forget_after, Clock()), ClientLimits(told, shared), shared, rooms), rooms
