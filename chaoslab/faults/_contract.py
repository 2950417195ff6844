"""The contract of a fault: settings, an act, its reversal, and a witness that does not trust the act."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import partial
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
    """Keys of earlier versions → the keys of today."""
    return plugins.renamed(PACKAGE)


FaultKey = Annotated[str, AfterValidator(partial(plugins.key_now, PACKAGE))]  # as a journal may hold it


class Fault(BaseModel, ABC):
    """One way to break the world; its fields are the settings that an experiment can give.

    `witness` is a pure function of the timeline, so a receipt can be checked again from the journal.

    Two steps that can be active at the same time conflict if both are the same fault on the same thing, or if one of
    them leaves nothing of a thing that both hold (`alone`); the experiment is then refused. So a cut leg takes no
    toxic, while a slow leg can be narrow as well.

    `happened`, `meant` and `named` are its wording in sentences: what was done, what should have been done, and a name
    for it. In these, `{leg}` stands for what it was done to, and `{was}` for `was`, or `were` for several legs.

    The plan draws a setting named `seed` that a file leaves out, from the run's seed, anew for each trial.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    formerly: ClassVar[tuple[str, ...]] = ()  # its keys in earlier versions, which are still read
    group: ClassVar[Group]  # its heading in `chaoslab faults` and in docs/faults.md
    words: ClassVar[str]  # what it does, as "the {leg} leg is cut"
    happened: ClassVar[str] = "{fault} hit {leg}"
    meant: ClassVar[str] = "{fault} was to hit {leg}"
    named: ClassVar[str] = "{fault} on {leg}"
    for_good: ClassVar[bool] = False  # whether lifting it changes nothing
    alone: ClassVar[bool] = False  # whether no other fault could take effect on what this one holds
    hides_tab: ClassVar[bool] = False  # whether the tab is hidden while it is active
    gated: ClassVar[bool] = False  # whether its leg needs a gate, because Toxiproxy alone cannot do it

    @abstractmethod
    async def inject(self, world: World) -> None:
        """Start the fault; returns when it is in place."""

    @abstractmethod
    async def lift(self, world: World) -> None:
        """Undo it; must be safe to call twice."""

    @abstractmethod
    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The first effect that somebody other than the injector saw; None if nobody saw any."""

    def holds(self) -> frozenset[str]:
        """What it holds while it is active, such as `the flv leg`, `the tab`, `the publisher`, `the origin`.

        By default: the legs of its setting `leg`; without that setting, nothing that another fault holds.
        """
        legs = getattr(self, "leg", None) or ()
        return frozenset(f"the {leg} leg" for leg in ([legs] if isinstance(legs, str) else legs))

    def at_hand(self, folder: Path) -> "Fault":  # noqa: ARG002 - for those that override it
        """The fault as a plan holds it, with the files read that it needs; `folder` is the experiment's.

        Raises UsageError; its message follows the step's file and line.
        """
        return self

    def unfit(self, origin: str) -> str:  # noqa: ARG002 - for those that override it
        """Why it cannot be carried out with that origin (`embedded`, `srs`); empty if it can."""
        return ""

    def needs(self) -> StreamNeeds:
        """What the stream must have ready before the trial begins."""
        return NOTHING_SPECIAL

    def in_words(self) -> str:
        """A sentence about what it does, as `chaoslab explain` prints it."""
        return self.words.format(**self.model_dump())


def names() -> tuple[str, ...]:
    """The keys of all faults, as experiments use them."""
    return plugins.names(PACKAGE)


def fault_class(name: str) -> type[Fault]:
    """The class behind a key, which may come from the journal of an earlier version."""
    kind = plugins.load(PACKAGE, plugins.key_now(PACKAGE, name))
    assert issubclass(kind, Fault)
    return kind
