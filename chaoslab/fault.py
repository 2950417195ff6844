"""What a fault is: settings, an act, its reversal, and a witness that does not trust the act."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol

from pydantic import BaseModel, ConfigDict

from chaoslab import folder
from chaoslab.legs import Leg
from chaoslab.timeline import Timeline

PACKAGE = "chaoslab.faults"


@dataclass(frozen=True, slots=True)
class Injection:
    """When one step's fault was on, on the lab clock; an injection is an interval, not a point."""

    step: int
    sent_at: float
    returned_at: float
    lifted_at: float | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """The effect of a fault as an independent witness saw it."""

    at: float
    witness: str
    detail: str


class Proxies(Protocol):
    """What a fault may do to the legs; units of a toxic are Toxiproxy's."""

    async def disable(self, leg: Leg) -> None: ...
    async def enable(self, leg: Leg) -> None: ...
    async def add_toxic(self, leg: Leg, kind: str, attributes: Mapping[str, int]) -> None: ...
    async def remove_toxic(self, leg: Leg, kind: str) -> None: ...


class Tab(Protocol):
    """What a fault may do to the page under test."""

    async def hide(self) -> None: ...
    async def show(self) -> None: ...


class Encoder(Protocol):
    """What a fault may do to the publisher; doing it twice changes nothing."""

    async def stop(self) -> None: ...
    async def start(self) -> None: ...


class Signalling(Protocol):
    """What a fault may do to the signalling server; to stop it is to kill it, and a start is a fresh one."""

    async def stop(self) -> None: ...
    async def start(self) -> None: ...
    async def end_stream(self) -> None: ...


class World(Protocol):
    """The part of a trial's cell that faults act on."""

    @property
    def proxies(self) -> Proxies: ...
    @property
    def browser(self) -> Tab: ...
    @property
    def publisher(self) -> Encoder: ...
    @property
    def signalling(self) -> Signalling: ...


class Fault(BaseModel, ABC):
    """One way to break the world; its fields are the settings that an experiment may give.

    `witness` is a pure function of the timeline, so a receipt can be checked again from the journal.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    words: ClassVar[str]  # what it does, as "the {leg} leg is cut"
    for_good: ClassVar[bool] = False  # whether lifting it changes nothing

    @abstractmethod
    async def inject(self, world: World) -> None:
        """Start the fault; returns when it is in place."""

    @abstractmethod
    async def lift(self, world: World) -> None:
        """Undo it; must be safe to call twice."""

    @abstractmethod
    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The first effect that somebody else than the injector saw; None when nobody saw any."""

    def in_words(self) -> str:
        """What it does, for people."""
        return self.words.format(**self.model_dump())


def names() -> tuple[str, ...]:
    """All faults, by the key that an experiment uses."""
    return folder.names(PACKAGE)


def fault_class(name: str) -> type[Fault]:
    """The class behind a key."""
    found = folder.load(PACKAGE, name)
    assert issubclass(found, Fault)
    return found
