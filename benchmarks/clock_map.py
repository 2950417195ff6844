"""How exact the page's clock is on the lab clock: bracket violations and error, idle and with every core busy.

    python -m benchmarks.clock_map [--samples 1000]

A violation is a mapped page reading outside [sent, received] of its own round trip by more than the page clock's step
of 0.1 ms. The error is the map's distance from the middle of the fastest round trip, the best independent estimate.
"""

import argparse
import asyncio
import os
from dataclasses import dataclass

from benchmarks.busy_loops import busy_loops
from chaoslab import clock
from chaoslab.rig.browser.browser import Browser, BrowserSetup, open_browser
from chaoslab.rig.browser.driver import open_driver
from chaoslab.rig.processes.children import open_children
from chaoslab.run.recording import Recording
from chaoslab.setup.components import locate

STEP = 0.0001  # seconds; the coarsest step of performance.now()


@dataclass(frozen=True, slots=True)
class Sample:
    """One round trip on the lab clock, and the page's reading mapped onto it."""

    sent: float
    mapped: float
    received: float

    @property
    def outside(self) -> float:
        """Seconds outside the bracket; 0 inside."""
        return max(self.sent - self.mapped, self.mapped - self.received, 0.0)

    @property
    def width(self) -> float:
        """Seconds of the round trip."""
        return self.received - self.sent


async def main(samples: int) -> None:
    """Print one line idle and one with all cores busy."""
    async with open_children() as children, open_driver(children) as driver:
        setup = BrowserSetup("clock", locate("chromium"), locate("recorder"), ports={})
        async with open_browser(children, driver, setup, Recording()) as browser:
            await browser.open("data:text/html,<title>clock</title>")
            print(_row("idle", await _sample(browser, samples)))
            with busy_loops(os.cpu_count() or 1):
                print(_row(f"{os.cpu_count()} busy loops", await _sample(browser, samples)))


async def _sample(browser: Browser, samples: int) -> list[Sample]:
    metrics = await browser.session.send("Performance.getMetrics")
    start = next(metric["value"] for metric in metrics["metrics"] if metric["name"] == "NavigationStart")
    taken = []
    for _ in range(samples):
        sent = clock.now()
        answer = await browser.session.send("Runtime.evaluate", {"expression": "performance.now()"})
        taken.append(Sample(sent, start + answer["result"]["value"] / 1000, clock.now()))
    return taken


def _row(name: str, samples: list[Sample]) -> str:
    violations = sum(sample.outside > STEP for sample in samples)
    widths = sorted(sample.width * 1000 for sample in samples)
    best = min(samples, key=lambda sample: sample.width)
    error = abs(best.mapped - (best.sent + best.received) / 2) * 1000
    worst = max(sample.outside for sample in samples) * 1000
    return (
        f"{name:<14} {len(samples)} samples: {violations} violations, worst {worst:.3f} ms outside; "
        f"clock error {error:.3f} ms (fastest round trip {best.width * 1000:.2f} ms); "
        f"round trips median {widths[len(widths) // 2]:.2f} ms, max {widths[-1]:.2f} ms"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=int, default=1000)
    asyncio.run(main(parser.parse_args().samples))
