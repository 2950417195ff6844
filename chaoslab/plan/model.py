"""A plan: everything one trial will do, decided before anything starts, and replayed from the journal as it stands."""

from typing import Literal

from pydantic import Field

from chaoslab.conformance.model import Model
from chaoslab.evidence.picture.latency_slack import LATENCY_SLACK
from chaoslab.experiment.draw import Drawn
from chaoslab.experiment.method.step import Step
from chaoslab.experiment.method.step_times import step_times
from chaoslab.experiment.model import STEADY_WITHIN
from chaoslab.models import Finite
from chaoslab.players.spec import PlayerSpec
from chaoslab.probes import ProbeKey


class Expectation(Finite):
    """One probe and what its value must be; exactly the keys that were declared are set."""

    probe: ProbeKey
    equals: bool | float | tuple[float, ...] | None = None
    within: float | None = None  # tolerance of `equals`, in the probe's unit; for a list, of each item
    within_percent: float | None = None  # tolerance of `equals` in percent of it; for a list, of each item
    at_least: float | None = None
    at_most: float | None = None


class PagePlan(Finite):
    """Options of the reference player, passed in its page's address."""

    breaker: bool = True
    chat: bool = True
    viewers: int = 1  # streaming connections of the one page


class RigPlan(Finite):
    """The rig that the trial runs on."""

    player: str = "reference"  # as reports name it
    spec: PlayerSpec | None = None  # of a player that is not the reference one
    mode: Literal["flv", "hls"] = "flv"
    origin: str = "embedded"
    browser: str = "chromium"
    headed: bool = False
    page: PagePlan = PagePlan()
    redis: bool = False  # whether the signalling server keeps its state in a Redis, reached through its own leg


class TrialPlan(Finite):
    """One planned trial of a run."""

    id: str  # unique in the run, fit for a folder name
    experiment: str  # path of the experiment file as given
    title: str
    claims: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    rig: RigPlan = RigPlan()
    steady_state: tuple[Expectation, ...] = ()
    steady_within: float = STEADY_WITHIN  # seconds after the opening of the page
    steps: tuple[Step, ...] = ()
    watch: float = 10.0
    latency_slack: float = LATENCY_SLACK  # seconds that one that recovered may be further behind live than before
    expect: tuple[Expectation, ...] = ()
    models: tuple[Model, ...] = ()  # the state machines that the player must follow
    repeat: int = 1  # which repetition, from 1
    seed: int = 0
    drawn: dict[str, Drawn] = Field(default_factory=dict)  # what the experiment drew, by name

    @property
    def last_lift(self) -> float:
        """Latest time at which the last fault can begin to lift (0 without faults), in planned seconds of the trial."""
        return max((times.lift.high for times in step_times(self.steps)), default=0.0)

    @property
    def begins_broken(self) -> bool:
        """Whether a fault is in place before the page is opened; then there is no steady state to wait for."""
        return any(step.before_the_page for step in self.steps)

    @property
    def length(self) -> float:
        """Planned length of the trial in seconds; an upper bound when it waits for conditions."""
        return self.last_lift + self.watch

    @property
    def length_known(self) -> bool:
        """Whether the trial lasts exactly `length`, because no step waits for anything."""
        return all(times.start.known and times.lift.known for times in step_times(self.steps))
