"""What a probe is: a pure function from a timeline to one measurement; and what a measurement is."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import cache, partial
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator

from chaoslab import plugins
from chaoslab.models import Frozen
from chaoslab.timeline.timeline import Timeline

PACKAGE = "chaoslab.probes"

Shape = Literal["number", "list", "yes_no"]

# The viewer is counted; it is counted, so it is told of the end; one of the page's connections is accepted.
Baseline = Literal["", "counted", "told", "streaming", "chat"]

Value = bool | int | float | tuple[float, ...] | None


def renamed() -> Mapping[str, str]:
    """Key of an earlier version → the present key."""
    return plugins.renamed(PACKAGE)


ProbeKey = Annotated[str, AfterValidator(partial(plugins.key_now, PACKAGE))]  # as a journal may hold it


class Measurement(Frozen):
    """What a probe read from a timeline.

    `value` is None if there was nothing to measure, and `note` then says why. `uncertainty` is in the same unit
    (half-width; a list's holds for each item); None for counts and yes/no. `censored` marks a time that had not ended
    when observation ended: the true value is at least `value`; without a value, nothing can be said yet or at all, and
    an expectation is neither kept nor broken.
    """

    name: ProbeKey
    value: Value
    unit: str = ""
    uncertainty: float | None = None
    censored: bool = False
    note: str = ""


class Probe(ABC):
    """One measurement; the file's name is its name, and the first paragraph of its docstring defines it.

    An experiment is refused if it is known beforehand that a probe it expects will have nothing to measure.
    """

    formerly: ClassVar[tuple[str, ...]] = ()  # its keys in earlier versions, which can still be read
    unit: ClassVar[str]
    shape: ClassVar[Shape] = "number"
    signed: ClassVar[bool] = False  # whether the value may be below 0
    meaning: ClassVar[str]  # half a sentence for people
    source: ClassVar[str] = "own"  # whose definition it is: a standard's term, or a claim of the reference player
    needs_fault: ClassVar[bool] = False  # whether there is nothing to measure without a fault
    needs_before: ClassVar[bool] = False  # whether something must have played before the first fault
    needs_time: ClassVar[bool] = False  # whether it needs a while after the last fault
    about_drops: ClassVar[bool] = False  # whether it is about what the browser dropped, which otherwise spoils a trial
    states: ClassVar[tuple[str, ...]] = ()  # of the page, which a player must declare for this probe to measure

    baseline: ClassVar[Baseline] = ""  # of the page's signalling, what must have worked before anything can be missed
    reads_numbers: ClassVar[bool] = False  # whether it needs the number painted into each picture
    counts_pictures: ClassVar[bool] = False  # whether it rests on which pictures are new, numbers or not
    true_without_states: ClassVar[bool] = False  # whether a "yes" can be told although they are not declared

    @classmethod
    def key(cls) -> str:
        """The probe's name in experiments and reports."""
        return cls.__module__.rpartition(".")[2]

    @property
    def value_wanted(self) -> str:
        """What `equals` takes for it, in words."""
        unit = f" in {self.unit}" if self.unit else ""
        return {"number": f"a number{unit}", "list": f"a list of numbers{unit}", "yes_no": "true or false"}[self.shape]

    @abstractmethod
    def measure(self, timeline: Timeline) -> Measurement:
        """Read the value from a timeline, within its window if it has one."""

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
    return plugins.names(PACKAGE)


@cache
def probe(name: str) -> Probe:
    """The probe behind a key."""
    cls = plugins.load(PACKAGE, name)
    assert issubclass(cls, Probe)
    return cls()


def measure_all(timeline: Timeline) -> dict[str, Measurement]:
    """Every probe's measurement of one timeline."""
    return {name: probe(name).measure(timeline) for name in names()}
