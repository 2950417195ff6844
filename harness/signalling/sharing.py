"""What several processes share, and what a single one does instead."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from harness.signalling.message import ChatMessage

Kind = Literal["messages", "joins"]


@dataclass(frozen=True, slots=True)
class StreamStanding:
    """The state of a stream across all processes."""

    viewers: int
    ended: bool


class Sharing(Protocol):
    """The common memory. Every answer is None while it is away; the process then goes by what it knows itself."""

    @property
    def here(self) -> bool | None:
        """Whether the common memory answers; None where there is to be none."""

    async def standing(self, key: str, mine: StreamStanding) -> StreamStanding | None:
        """Report the state here; get the state across all processes."""

    async def remember(self, key: str, message: ChatMessage) -> None:
        """Keep a chat message."""

    async def history(self, key: str) -> tuple[ChatMessage, ...] | None:
        """The last messages of a stream's chat, oldest first."""

    async def take(self, kind: Kind, client: str) -> float | None:
        """Take one of the client's turns over all processes: 0, or the seconds until the next one."""

    async def keep_up(self, look_around: Callable[[], Awaitable[None]]) -> None:
        """Call `look_around` whenever something may have happened elsewhere, until cancelled."""


class Alone:
    """No other process."""

    here: bool | None = None

    async def standing(self, key: str, mine: StreamStanding) -> None:  # noqa: ARG002 - nobody to tell
        return None

    async def remember(self, key: str, message: ChatMessage) -> None:
        pass

    async def history(self, key: str) -> None:  # noqa: ARG002
        return None

    async def take(self, kind: Kind, client: str) -> None:  # noqa: ARG002
        return None

    async def keep_up(self, look_around: Callable[[], Awaitable[None]]) -> None:
        pass
