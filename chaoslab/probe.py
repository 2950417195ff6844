"""What a probe is: a pure function from a timeline to one measurement."""

from abc import ABC, abstractmethod
from functools import cache
from typing import ClassVar, Literal

from chaoslab import folder
from chaoslab.measurement import Measurement, Value
from chaoslab.timeline import Timeline

PACKAGE = "chaoslab.probes"
CLOCK_UNCERTAINTY = 0.001  # seconds: page clock step (0.1 ms), map (≤ 0.2 ms) and event delivery in the page

Shape = Literal["number", "list", "yes_no"]


class Probe(ABC):
    """One measurement; the file's name is its name."""

    unit: ClassVar[str]
    shape: ClassVar[Shape] = "number"
    signed: ClassVar[bool] = False  # whether the value may be below 0
    meaning: ClassVar[str]  # one sentence for people
    states: ClassVar[tuple[str, ...]] = ()  # of the page, which a player must declare for this probe to tell anything

    @classmethod
    def key(cls) -> str:
        """The probe's name in experiments and reports."""
        return cls.__module__.rpartition(".")[2]

    @abstractmethod
    def measure(self, timeline: Timeline) -> Measurement:
        """Read the value from a timeline, within its window where it has one."""

    def result(
        self, value: Value, *, uncertainty: float | None = None, censored: bool = False, note: str = ""
    ) -> Measurement:
        """A measurement under this probe's name and unit; seconds are rounded to a tenth of a millisecond."""
        return Measurement(
            name=self.key(),
            value=_rounded(value),
            unit=self.unit,
            uncertainty=None if uncertainty is None else round(uncertainty, 4),
            censored=censored,
            note=note,
        )


def _rounded(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(round(item, 4) for item in value)
    return round(value, 4) if isinstance(value, float) else value


def names() -> tuple[str, ...]:
    """All probes, by the key that an experiment uses."""
    return folder.names(PACKAGE)


@cache
def probe(name: str) -> Probe:
    """The probe behind a key."""
    found = folder.load(PACKAGE, name)
    assert issubclass(found, Probe)
    return found()


def measure_all(timeline: Timeline) -> dict[str, Measurement]:
    """Every probe's measurement of one timeline."""
    return {name: probe(name).measure(timeline) for name in names()}
