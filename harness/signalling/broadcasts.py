"""What this process knows of each stream: who is there, what was said, whether it has ended. Bounded memory."""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from harness.signalling.message import ChatMessage

HISTORY = 100  # messages kept of a stream's chat
MOST = 1000  # streams without viewers that are remembered


@dataclass
class Broadcast:
    """One stream. `viewers` and `chatters` are connections of this process."""

    viewers: set[str] = field(default_factory=set)
    chatters: set[str] = field(default_factory=set)
    history: deque[ChatMessage] = field(default_factory=lambda: deque(maxlen=HISTORY))
    ended: bool = False
    last_count: int | None = None  # the number of viewers that its viewers last heard of
    touched: float = 0.0

    @property
    def attended(self) -> bool:
        """Whether anybody is there."""
        return bool(self.viewers or self.chatters)

    @property
    def memorable(self) -> bool:
        """Whether there is anything to remember once everybody has gone."""
        return self.ended or bool(self.history)


class Broadcasts:
    """All streams. One without viewers is forgotten after a while, or at once when there is nothing to remember."""

    def __init__(self, forget_after: float, clock: Callable[[], float], most: int = MOST) -> None:
        self._forget_after, self._clock, self._most = forget_after, clock, most
        self._all: OrderedDict[str, Broadcast] = OrderedDict()  # the longest untouched first

    def at(self, key: str) -> Broadcast:
        """The stream of a key, to be changed."""
        stream = self._all.setdefault(key, Broadcast())
        stream.touched = self._clock()
        self._all.move_to_end(key)
        self._forget(spare=key)
        return stream

    def look(self, key: str) -> Broadcast:
        """The stream of a key, to be read; a fresh one if nothing is known."""
        return self._all.get(key) or Broadcast()

    def left(self, key: str) -> None:
        """Somebody has gone from it."""
        stream = self._all.get(key)
        if stream and not stream.attended and not stream.memorable:
            del self._all[key]

    def watched(self) -> Iterator[tuple[str, Broadcast]]:
        """The streams that have viewers here, as they are now."""
        return iter([(key, stream) for key, stream in self._all.items() if stream.viewers])

    def __len__(self) -> int:
        """How many are known."""
        return len(self._all)

    def _forget(self, spare: str) -> None:
        now = self._clock()
        for _ in range(len(self._all)):
            key, first = next(iter(self._all.items()))
            if first.touched > now - self._forget_after and len(self._all) <= self._most:
                return
            if first.attended or key == spare:
                first.touched = now
                self._all.move_to_end(key)
            else:
                del self._all[key]
