"""What a fault is: settings, an act, its reversal, and a witness that does not trust the act."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict

from chaoslab import plugins
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.encoding import NOTHING_SPECIAL, StreamNeeds
from chaoslab.world.world import World

PACKAGE = "chaoslab.faults"

Group = Literal["Network", "HTTP", "Signalling", "Page", "Publisher", "Origin"]  # what is broken
GROUPS: tuple[Group, ...] = get_args(Group)


def renamed() -> Mapping[str, str]:
    """Key of an earlier version → the key that it is now."""
    return plugins.renamed(PACKAGE)


def key_now(key: str) -> str:
    """The key that a fault has now, of one that it may have had in an earlier version."""
    return renamed().get(key, key)


FaultKey = Annotated[str, AfterValidator(key_now)]  # as a journal may hold it


class Fault(BaseModel, ABC):
    """One way to break the world; its fields are the settings that an experiment may give.

    `witness` is a pure function of the timeline, so a receipt can be checked again from the journal.

    Two steps that may be on at the same time contradict each other when both are the same fault on the same thing, or
    when one of them leaves nothing of a thing that both hold (`alone`); the experiment is then refused. So a cut leg
    bears no toxic, while a slow leg may be narrow too.

    `happened`, `meant` and `named` are what sentences call it: what was done, what was to be done, and as a name. In
    these `{leg}` stands for what it was done to, and `{was}` for `was` or, of several legs, `were`.

    A setting named `seed` that a file leaves out is drawn by the plan, from the run's seed, anew for each trial.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    formerly: ClassVar[tuple[str, ...]] = ()  # the keys that it had in earlier versions, which are still read
    group: ClassVar[Group]  # where it stands in `chaoslab faults` and in docs/faults.md
    words: ClassVar[str]  # what it does, as "the {leg} leg is cut"
    happened: ClassVar[str] = "{fault} hit {leg}"
    meant: ClassVar[str] = "{fault} was to hit {leg}"
    named: ClassVar[str] = "{fault} on {leg}"
    for_good: ClassVar[bool] = False  # whether lifting it changes nothing
    alone: ClassVar[bool] = False  # whether another fault could not bite on what this one holds
    hides_tab: ClassVar[bool] = False  # whether the tab cannot be seen while it is on
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
    return plugins.names(PACKAGE)


def fault_class(name: str) -> type[Fault]:
    """The class behind a key; the timeline of an old journal may hold one of an earlier version."""
    found = plugins.load(PACKAGE, key_now(name))
    assert issubclass(found, Fault)
    return found
