"""When a step's fault was on, and the effect of it that an independent witness saw."""

from dataclasses import dataclass

from chaoslab.timeline.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Injection:
    """When one step's fault was on, on the lab clock; an injection is an interval, not a point."""

    step: int
    sent_at: float
    returned_at: float
    lifted_at: float | None = None

    def until(self, timeline: Timeline) -> float:
        """When it ended, or the observation did."""
        return timeline.end if self.lifted_at is None else self.lifted_at


@dataclass(frozen=True, slots=True)
class Sighting:
    """The effect of a fault as an independent witness saw it."""

    at: float
    witness: str
    detail: str
