"""A finished trial beside what its page noted: acts, and when the picture stood still, on the lab clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chaoslab.journal.record import TrialRecord
from chaoslab.judge.verdict import Verdict
from chaoslab.probes import Measurement
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

MAIN = "main"  # the element that a viewer watches, as pages call it


class NotPlayed(Exception):
    """The page did not do, or not note, what its script says."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One note of the page; `at` is when it was made, in lab-clock seconds."""

    name: str
    at: float
    data: dict[str, Any]

    def time(self, key: str = "now") -> float:
        """A reading of performance.now() in it, on the lab clock."""
        return self.at - float(self.data["now"] - self.data[key]) / 1000


@dataclass(frozen=True, slots=True)
class Stop:
    """From the last picture before it to the picture that moves on; `end` is None if none did."""

    start: float
    end: float | None


@dataclass(frozen=True, slots=True)
class Trial:
    """The record of one round."""

    record: TrialRecord

    @property
    def verdict(self) -> Verdict:
        """The verdict. Raises NotPlayed if the trial has none."""
        if self.record.verdict is None:
            raise NotPlayed("the trial was never judged")
        return self.record.verdict

    @property
    def timeline(self) -> Timeline:
        """Everything that happened."""
        return self.record.timeline

    @property
    def script(self) -> dict[str, Any]:
        """What the page was told to do."""
        script: dict[str, Any] = self.mark("begins").data["script"]
        return script

    def measured(self, probe: str) -> Measurement | None:
        """The measurement; None where there is no such probe."""
        return self.verdict.measurements.get(probe)

    def marks(self, name: str) -> tuple[Mark, ...]:
        """The page's notes of one name, in order."""
        return tuple(mark for mark in self._all_marks() if mark.name == name)

    def mark(self, name: str) -> Mark:
        """The first note of that name. Raises NotPlayed without one."""
        for mark in self.marks(name):
            return mark
        raise NotPlayed(f"the page never noted {name!r}")

    def since(self, at: float) -> float:
        """Seconds of the trial."""
        return self.timeline.since_zero(at)

    def stops(self, element: str = MAIN) -> tuple[Stop, ...]:
        """When an element's picture stood for 250 ms or more, by the page's own watch."""
        stops: list[Stop] = []
        for mark in (m for m in self._all_marks() if m.data.get("element") == element):
            if mark.name == "stands":
                stops.append(Stop(mark.time("since"), None))
            elif mark.name == "moves" and stops and stops[-1].end is None:
                stops[-1] = Stop(stops[-1].start, mark.time("at"))
        return tuple(stops)

    def stop(self, element: str = MAIN, *, after: float | None = None) -> Stop:
        """The first stop, or the first that did not begin before a time. Raises NotPlayed without one."""
        for stop in self.stops(element):
            if after is None or stop.start >= after:
                return stop
        raise NotPlayed("the picture never stopped")

    def _all_marks(self) -> Iterator[Mark]:
        for event in self.timeline.named(EventName.MARK_MADE):
            data = event.data.get("data")
            yield Mark(str(event.data["name"]), event.at, data if isinstance(data, dict) else {})
