"""What the lab itself costs while a healthy stream plays: cores of each part, page time of the recorder a frame.

python -m benchmarks.costs [--seconds 20] [--origin embedded]
"""

import argparse
import asyncio
import statistics

from chaoslab.evidence.picture.frames import latencies
from chaoslab.plan.model import Expectation, RigPlan, TrialPlan
from chaoslab.rig.cell import open_cell, stream_key
from chaoslab.rig.lane import open_lane
from chaoslab.rig.processes import machine
from chaoslab.run.recording import Recording
from chaoslab.timeline.events import EventName

WARM_UP = 3.0  # seconds before anything is counted


async def main(seconds: float, origin: str) -> None:
    """Print one line a part, then the recorder's."""
    expect = (Expectation(probe="stall_count", equals=0),)
    plan = TrialPlan(id="costs", experiment="", title="costs", rig=RigPlan(origin=origin), expect=expect)
    record = Recording()
    async with open_lane(origin, "chromium") as lane, open_cell(lane, plan, stream_key(), record) as cell:
        await cell.browser.open(cell.page_url)
        await asyncio.sleep(WARM_UP)
        before = {part.name: machine.cpu_seconds(part.pid) for part in cell.parts}
        await asyncio.sleep(seconds)
        used = {part.name: machine.cpu_seconds(part.pid) - before[part.name] for part in cell.parts}
    for name, cores in used.items():
        print(f"{name:<16} {cores / seconds:.4f} core")
    _print_frames(record)


def _print_frames(record: Recording) -> None:
    frames = record.so_far().named(EventName.FRAME_PRESENTED)
    costs = sorted(frame.data["cost"] * 1000 for frame in frames)
    unread = sum(frame.data["painted"] is None for frame in frames)
    p95 = costs[int(len(costs) * 0.95)]
    print(f"recorder         median {statistics.median(costs):.2f}, p95 {p95:.2f}, max {costs[-1]:.2f} ms a frame")
    print(f"frame numbers    {len(frames) - unread} of {len(frames)} presented frames decoded")
    behind = [latency for _, latency in latencies(record.so_far())]
    print(f"live latency     median {statistics.median(behind):.2f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--origin", default="embedded", choices=["embedded", "srs"])
    chosen = parser.parse_args()
    asyncio.run(main(chosen.seconds, chosen.origin))
