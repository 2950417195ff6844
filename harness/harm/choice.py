"""Which matching requests a rule hits: all, the first few, or a share drawn by a seed. Pure."""

import random
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Wanted:
    """`count`: the first this many; `share`: each with that chance, the same ones for the same seed; else all.

    With `by_path` it is paths that are counted and drawn: what was hit once is hit each time it is asked for.
    """

    count: int | None = None
    share: float | None = None
    seed: int = 0
    by_path: bool = False


@dataclass
class Choice:
    """Decides on one request after the other."""

    wanted: Wanted
    _met: int = 0
    _known: dict[str, bool] = field(default_factory=dict)
    _draw: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._draw = random.Random(self.wanted.seed)

    def hits(self, path: str) -> bool:
        """Whether the next request, for that path, is hit."""
        if not self.wanted.by_path:
            return self._next()
        if path not in self._known:
            self._known[path] = self._next()
        return self._known[path]

    def _next(self) -> bool:
        self._met += 1
        drawn = self.wanted.share is None or self._draw.random() < self.wanted.share
        return drawn and (self.wanted.count is None or self._met <= self.wanted.count)
