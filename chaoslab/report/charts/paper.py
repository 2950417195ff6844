"""Paper: where a second of the trial is on a drawing, and which ticks an axis gets."""

from dataclasses import dataclass
from math import ceil, floor, log10


@dataclass(frozen=True, slots=True)
class Paper:
    """A drawing `width` units wide whose plot shows `begin` … `end` seconds between two margins."""

    width: float
    end: float
    begin: float = 0.0
    left: float = 182.0
    right: float = 12.0

    @property
    def has_gutter(self) -> bool:
        """Whether labels fit at the left of the plot; on a phone they stand above."""
        return self.left > 100

    @property
    def plot(self) -> float:
        """Width of the plot."""
        return self.width - self.left - self.right

    @property
    def edge(self) -> float:
        """Right end of the plot."""
        return self.width - self.right

    def x(self, at: float) -> float:
        """Where a second is; anything outside is put on the edge."""
        share = (at - self.begin) / max(self.end - self.begin, 1e-9)
        return self.left + min(max(share, 0.0), 1.0) * self.plot

    def seconds(self, units: float) -> float:
        """How long a length on the paper lasts."""
        return units / self.plot * (self.end - self.begin)


def ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    """Round numbers from `low` to `high`, at most `most` + 1 of them, 1, 2 or 5 times a power of ten apart."""
    span = max(high - low, 1e-9)
    rough = span / max(most, 1)
    power = 10.0 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * (1 - 1e-9))
    first = ceil(low / step - 1e-9)
    return tuple(round(step * n, 9) for n in range(first, floor(high / step + 1e-9) + 1))
