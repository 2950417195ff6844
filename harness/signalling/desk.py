"""What both namespaces work with: the streams, the limits, the rooms, and a stream's state across processes."""

from dataclasses import asdict, dataclass
from typing import Any, Protocol

from harness.signalling.broadcasts import HISTORY, Broadcasts
from harness.signalling.client_limits import ClientLimits
from harness.signalling.message import ChatMessage, written
from harness.signalling.sharing import Sharing, StreamStanding

STREAMING, CHAT = "/streaming", "/chat"


class Rooms(Protocol):
    """Connections by namespace, with a room for each stream."""

    async def enter(self, namespace: str, sid: str, key: str) -> None: ...
    async def leave(self, namespace: str, sid: str, key: str) -> None: ...
    async def tell(self, namespace: str, key: str, event: str, data: Any) -> None:
        """Tell all in the room, whichever process they are connected to."""

    async def tell_here(self, namespace: str, key: str, event: str, data: Any) -> None:
        """Tell those in the room who are connected to this process."""

    async def tell_one(self, namespace: str, sid: str, event: str, data: Any) -> None:
        """Tell one connection of this process."""


@dataclass(frozen=True)
class Desk:
    """One process's signalling."""

    broadcasts: Broadcasts
    limits: ClientLimits
    sharing: Sharing
    rooms: Rooms

    async def standing(self, key: str) -> StreamStanding:
        """A stream's state, across all processes if they can be asked. An end elsewhere is adopted."""
        known = self.broadcasts.look(key)
        mine = StreamStanding(len(known.viewers), known.ended)
        over_all = await self.sharing.standing(key, mine)
        if over_all and over_all.ended and not mine.ended:
            await self._end_here(key)
        return over_all or mine

    async def announce(self, key: str) -> StreamStanding:
        """Tell all viewers how many they are."""
        standing = await self.standing(key)
        self.broadcasts.look(key).last_count = standing.viewers
        count = {"key": key, "count": standing.viewers}
        await self.rooms.tell(STREAMING, key, "stream:viewer:count", count)
        return standing

    async def tell_again(self, key: str, time: int) -> None:
        """Tell all viewers again how many they are; `time` makes each message distinct."""
        standing = await self.standing(key)
        count = {"key": key, "count": standing.viewers, "time": time}
        await self.rooms.tell(STREAMING, key, "stream:viewer:count", count)

    async def say(self, key: str, name: str, text: str) -> None:
        """Send a message to everyone in the chat, and keep it."""
        message = written(name, text)
        self.broadcasts.at(key).history.append(message)
        await self.rooms.tell(CHAT, key, "chat:message", asdict(message))
        await self.sharing.remember(key, message)

    async def end(self, key: str) -> None:
        """The broadcast is over, for good."""
        self.broadcasts.at(key).ended = True
        await self.rooms.tell(STREAMING, key, "stream:ended", {"key": key})
        await self.standing(key)

    async def history(self, key: str) -> tuple[ChatMessage, ...]:
        """The last messages of a stream's chat; including what was said here while the common memory was away."""
        own = self.broadcasts.look(key).history
        shared = await self.sharing.history(key) or ()
        each = {message.id: message for message in (*shared, *own)}
        return tuple(sorted(each.values(), key=lambda message: message.at)[-HISTORY:])

    async def look_around(self) -> None:
        """Bring this process's viewers up to date with what happened at others, or to them."""
        for key, known in self.broadcasts.watched():
            standing = await self.standing(key)
            if standing.viewers != known.last_count:
                known.last_count = standing.viewers
                count = {"key": key, "count": standing.viewers}
                await self.rooms.tell_here(STREAMING, key, "stream:viewer:count", count)

    async def _end_here(self, key: str) -> None:
        self.broadcasts.at(key).ended = True
        await self.rooms.tell_here(STREAMING, key, "stream:ended", {"key": key})
