"""What a fault is: settings, an act, its reversal, and a witness that does not trust the act."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal, Protocol, get_args

from pydantic import BaseModel, ConfigDict

from chaoslab import folder
from chaoslab.encoding import NOTHING_SPECIAL, Encoding, StreamNeeds, Track
from chaoslab.harm import Harm
from chaoslab.legs import Leg
from chaoslab.message_harm import MessageHarm, Namespace
from chaoslab.timeline import Timeline
from chaoslab.traces.schedule import Schedule

PACKAGE = "chaoslab.faults"

Group = Literal["Network", "HTTP", "Signalling", "Page", "Publisher", "Origin"]  # what is broken
GROUPS: tuple[Group, ...] = get_args(Group)


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


class Proxies(Protocol):
    """What a fault may do to the legs; units of a toxic are Toxiproxy's."""

    @property
    def ports(self) -> Mapping[Leg, int]: ...  # of the legs that the trial has
    async def disable(self, leg: Leg) -> None: ...
    async def enable(self, leg: Leg) -> None: ...
    async def add_toxic(self, leg: Leg, kind: str, attributes: Mapping[str, int]) -> None: ...
    async def update_toxic(self, leg: Leg, kind: str, attributes: Mapping[str, int]) -> None: ...
    async def remove_toxic(self, leg: Leg, kind: str) -> None: ...
    async def start_flapping(self, leg: Leg, turns: Iterable[tuple[float, float]]) -> None: ...
    async def stop_flapping(self, leg: Leg) -> None: ...

    # Only on legs that a `gated` fault of the plan names.
    async def refuse(self, leg: Leg) -> None: ...
    async def accept(self, leg: Leg) -> None: ...
    async def reset(self, leg: Leg) -> None: ...
    async def close(self, leg: Leg) -> None: ...
    async def spare(self, leg: Leg, who: Literal["reset", "close"]) -> None: ...  # what that has not ended yet
    async def hold(self, leg: Leg) -> None: ...
    async def release(self, leg: Leg) -> None: ...


class Links(Protocol):
    """Legs that a fault has follow a trace; to leave one that follows none is fine."""

    async def follow(self, leg: Leg, schedule: Schedule) -> None: ...
    async def leave(self, leg: Leg) -> None: ...


class Tab(Protocol):
    """What a fault may do to the page under test."""

    async def hide(self) -> None: ...
    async def show(self) -> None: ...
    async def freeze(self) -> None: ...
    async def thaw(self) -> None: ...
    async def discard(self) -> None: ...  # until it is shown
    async def slow_down(self, rate: float) -> None: ...
    async def speed_up(self) -> None: ...
    async def go_offline(self) -> None: ...
    async def go_online(self) -> None: ...


class Encoder(Protocol):
    """What a fault may do to the publisher; doing it twice changes nothing, but for `jump`."""

    async def stop(self) -> None: ...
    async def start(self) -> None: ...
    async def kill(self) -> None: ...
    async def revive(self) -> None: ...
    async def pause(self) -> None: ...
    async def resume(self) -> None: ...
    async def jump(self, seconds: float, tracks: tuple[Track, ...]) -> None: ...
    async def mute(self, track: Track) -> None: ...
    async def unmute(self, track: Track) -> None: ...
    async def encode(self, encoding: Encoding) -> None: ...
    async def encode_as_usual(self) -> None: ...


class Edge(Protocol):
    """What a fault may do to the answers of the harness, under a name by which it is undone; undoing twice is fine."""

    async def harm(self, name: str, harm: Harm) -> None: ...
    async def keep_playlist(self, name: str) -> None: ...
    async def mend(self, name: str) -> None: ...


class OriginServer(Protocol):
    """What a fault may do to the origin; doing it twice changes nothing."""

    async def kill(self) -> None: ...
    async def start(self) -> None: ...
    async def pause(self) -> None: ...
    async def resume(self) -> None: ...
    async def kick_viewers(self) -> None: ...


class Signalling(Protocol):
    """What a fault may do to the signalling server; to stop it is to kill it, and a start is a fresh one."""

    async def stop(self) -> None: ...
    async def start(self) -> None: ...
    async def end_stream(self) -> None: ...
    async def drop(self, namespace: Namespace) -> None: ...
    async def harm(self, name: str, harm: MessageHarm) -> None: ...
    async def mend(self, name: str) -> None: ...
    async def stop_redis(self) -> None: ...
    async def start_redis(self) -> None: ...


class World(Protocol):
    """The part of a trial's cell that faults act on."""

    @property
    def proxies(self) -> Proxies: ...
    @property
    def links(self) -> Links: ...
    @property
    def browser(self) -> Tab: ...
    @property
    def publisher(self) -> Encoder: ...
    @property
    def signalling(self) -> Signalling: ...
    @property
    def edge(self) -> Edge: ...
    @property
    def origin(self) -> OriginServer: ...


class Fault(BaseModel, ABC):
    """One way to break the world; its fields are the settings that an experiment may give.

    `witness` is a pure function of the timeline, so a receipt can be checked again from the journal.

    Two steps that may be on at the same time contradict each other when both are the same fault on the same thing, or
    when one of them leaves nothing of a thing that both hold (`alone`); the experiment is then refused. So a cut leg
    bears no toxic, while a slow leg may be narrow too.

    A setting named `seed` that a file leaves out is drawn by the plan, from the run's seed, anew for each trial.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    group: ClassVar[Group]  # where it stands in `chaoslab faults` and in docs/faults.md
    words: ClassVar[str]  # what it does, as "the {leg} leg is cut"
    for_good: ClassVar[bool] = False  # whether lifting it changes nothing
    alone: ClassVar[bool] = False  # whether another fault could not bite on what this one holds
    gated: ClassVar[bool] = False  # whether it needs a gate before its leg, which Toxiproxy alone cannot harm so

    @abstractmethod
    async def inject(self, world: World) -> None:
        """Start the fault; returns when it is in place."""

    @abstractmethod
    async def lift(self, world: World) -> None:
        """Undo it; must be safe to call twice."""

    @abstractmethod
    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The first effect that somebody else than the injector saw; None when nobody saw any."""

    def holds(self) -> frozenset[str]:
        """What it takes hold of while it is on, such as `the flv leg`, `the tab`, `the publisher`, `the origin`.

        Unless a fault says otherwise: the legs of its setting `leg`, or nothing that any other fault holds.
        """
        given = getattr(self, "leg", None) or ()
        return frozenset(f"the {leg} leg" for leg in ([given] if isinstance(given, str) else given))

    def at_hand(self, folder: Path) -> "Fault":  # noqa: ARG002 - for those that override it
        """The fault as a plan holds it: what it needs of files is read in, which lie beside the experiment in `folder`.

        Raises UsageError, whose words stand behind the step's file and line.
        """
        return self

    def unfit(self, origin: str) -> str:  # noqa: ARG002 - for those that override it
        """Why it cannot be carried out over that origin (`embedded`, `srs`); empty where it can."""
        return ""

    def needs(self) -> StreamNeeds:
        """What of the stream must be ready before the trial begins."""
        return NOTHING_SPECIAL

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
