"""The lab clock, the exact map from a page's clock onto it, and how uncertain each is."""

import time
from dataclasses import dataclass

now = time.monotonic  # seconds; CLOCK_MONOTONIC on Linux, shared by every process of the machine
NETWORK_UNCERTAINTY = 0.005  # seconds between what the network stack and what the page saw (`retry_truth` benchmark)
CLOCK_UNCERTAINTY = 0.001  # seconds: page clock step (0.1 ms), map (≤ 0.2 ms) and event delivery in the page


@dataclass(frozen=True, slots=True)
class PageClock:
    """Maps `performance.now()` of one document onto the lab clock.

    `navigation_start` is CDP `Performance.getMetrics().NavigationStart`, in seconds of CLOCK_MONOTONIC; `uncertainty`
    is half the page clock's step plus the bracket error seen when the map was checked, in seconds.
    """

    document: str
    navigation_start: float
    uncertainty: float

    def at(self, page_ms: float) -> float:
        """Lab-clock seconds of a `performance.now()` reading in milliseconds."""
        return self.navigation_start + page_ms / 1000
