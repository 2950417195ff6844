"""Who is publishing now, by the origin's callbacks, and waiting for it."""

import asyncio
import time
from dataclasses import dataclass, field


@dataclass(eq=False)
class Publication:
    """One publisher's time on air under one key."""

    session: str
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    watched: asyncio.Event = field(default_factory=asyncio.Event)  # set when those who watch it now are to be cut
    ended_at: float = 0.0  # time.monotonic
    lost: bool = False  # whether it ended with the origin, which left all files as they were


class Publications:
    """The publication of each key: the present one, or the last."""

    def __init__(self) -> None:
        self._last: dict[str, Publication] = {}
        self._began: dict[str, asyncio.Event] = {}

    def begin(self, key: str, session: str) -> None:
        """A publisher came."""
        self.end(key, None)
        self._last[key] = Publication(session)
        self._began.setdefault(key, asyncio.Event()).set()

    def end(self, key: str, session: str | None) -> bool:
        """The publisher of that session left (None: any); whether it was there."""
        last = self.on_air(key)
        if last is None or session not in (None, last.session):
            return False
        last.ended_at = time.monotonic()
        last.ended.set()
        last.watched.set()
        self._began[key].clear()
        return True

    def kick(self, key: str) -> None:
        """Cut those who watch the present publication; it goes on."""
        if present := self.on_air(key):
            present.watched.set()
            present.watched = asyncio.Event()  # of those who come from now on

    def lose_all(self) -> None:
        """No publisher is left, as the origin was killed and started again."""
        for key, last in self._last.items():
            last.lost = self.end(key, None)

    def on_air(self, key: str) -> Publication | None:
        """The present publication, if there is one."""
        last = self._last.get(key)
        return last if last and not last.ended.is_set() else None

    async def wait(self, key: str) -> Publication:
        """The present publication, as soon as there is one."""
        while (present := self.on_air(key)) is None:
            await self._began.setdefault(key, asyncio.Event()).wait()
        return present

    def silent_for(self, key: str) -> float | None:
        """Seconds since the last publisher left: 0 while one is there or was lost, None when there never was one."""
        last = self._last.get(key)
        if last is None:
            return None
        return time.monotonic() - last.ended_at if last.ended.is_set() and not last.lost else 0.0
