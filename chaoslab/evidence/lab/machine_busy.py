"""Whether the machine was too busy to measure, judged by the lab's own processes, never by what the player did."""

from collections.abc import Mapping, Sequence
from statistics import mean
from typing import Any

from chaoslab.timeline.events import MACHINE_STEP, Event, EventName
from chaoslab.timeline.timeline import Timeline

# Measured on two cores; docs/how-it-measures.md has the figures.
STOOD_STILL = 0.25  # seconds late that no timer of the lab may be: a picture that stands still that long is a stall
WAITS = 4.0  # seconds of waiting for a core per second of work, over all the lab's processes
IN_A_ROW = 3  # seconds; fewer are a hiccup, such as a process starting


def why_busy(timeline: Timeline) -> str:
    """How the machine was too busy for the trial to say anything about the player; empty if it was not.

    The page's own timers and the publisher's sends prove nothing: a busy script makes the first late, a fault on its
    leg the second.
    """
    samples = [event for event in timeline.named(EventName.MACHINE_SAMPLED) if event.at >= timeline.zero]
    if stood := next((event for event in samples if event.data["late"] >= STOOD_STILL), None):
        at = timeline.since_zero(stood.at)
        return f"the machine was too busy: at {at:.0f} s a timer of the lab fired {stood.data['late']:.2f} s late"
    if waited := _waited(samples):
        waits = mean(_waits(event.data) for event in waited)
        first, last = (timeline.since_zero(event.at) for event in (waited[0], waited[-1]))
        span = f"from {max(first - MACHINE_STEP, 0):.0f} s to {last:.0f} s"
        return f"the machine was too busy: {span} each second of the lab's work waited {waits:.1f} s for a core"
    return ""


def _waited(samples: Sequence[Event]) -> Sequence[Event]:
    """The first stretch of samples, one a second, in which the lab waited too long for a core."""
    stretch: list[Event] = []
    for event in samples:
        if _waits(event.data) >= WAITS:
            stretch.append(event)
        elif len(stretch) >= IN_A_ROW:
            break
        else:
            stretch = []
    return stretch if len(stretch) >= IN_A_ROW else ()


def _waits(data: Mapping[str, Any]) -> float:
    """Seconds of waiting per second of work; 0 if the kernel does not count them."""
    return float(data["waited"]) / max(float(data["ran"]), 1e-3) if "waited" in data else 0.0
