"""At most so many of something in any window of time, per client."""

from collections import OrderedDict, deque
from collections.abc import Callable


class RateLimit:
    """Counts in a sliding window. What is refused does not count; clients at rest for a window are forgotten."""

    def __init__(self, most: int, window: float, clock: Callable[[], float]) -> None:
        self._most, self._window, self._clock = most, window, clock
        self._taken: OrderedDict[str, deque[float]] = OrderedDict()  # the longest at rest first

    def take(self, client: str) -> float:
        """Take one turn; 0 when it is given, else the seconds (> 0) until the next one can be."""
        now = self._clock()
        self._forget(now)
        taken = self._taken.get(client)
        while taken and taken[0] <= now - self._window:
            taken.popleft()
        if taken is not None and len(taken) >= self._most:
            return taken[0] + self._window - now
        self._taken.setdefault(client, deque()).append(now)
        self._taken.move_to_end(client)
        return 0.0

    def give_back(self, client: str) -> None:
        """The last turn was not used after all."""
        if taken := self._taken.get(client):
            taken.pop()

    def __len__(self) -> int:
        """How many clients are remembered."""
        return len(self._taken)

    def _forget(self, now: float) -> None:
        while self._taken:
            client, taken = next(iter(self._taken.items()))
            if taken and taken[-1] > now - self._window:
                return
            del self._taken[client]
