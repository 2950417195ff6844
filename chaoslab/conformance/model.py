"""A declared state machine as a plan holds it: states, and the observations that lead from one to the next."""

from pydantic import Field

from chaoslab.models import Frozen


class Transition(Frozen):
    """Where an observation leads; bounds are seconds since the state was entered, both included."""

    to: str
    at_least: float | None = None
    at_most: float | None = None


class ModelState(Frozen):
    """One state. An observation that it neither goes on with nor ignores must not come while it lasts.

    It must be left within `within` seconds or, without that, within the latest `at_most` if every way has one.
    """

    goes: dict[str, tuple[Transition, ...]] = Field(default_factory=dict)  # observation → what it may lead to
    ignores: tuple[str, ...] = ()
    within: float | None = None

    @property
    def deadline(self) -> float | None:
        """Seconds after which it must have been left; None if it may last."""
        if self.within is not None:
            return self.within
        latest = [way.at_most for ways in self.goes.values() for way in ways]
        limits = [limit for limit in latest if limit is not None]
        return max(limits) if limits and len(limits) == len(latest) else None


class Model(Frozen):
    """A machine. It hears only the observations that it names; `anywhere` leads on from every state, at any time."""

    name: str
    title: str
    begins: str
    ignores: tuple[str, ...] = ()  # in every state that does not go on with them
    anywhere: dict[str, str] = Field(default_factory=dict)
    states: dict[str, ModelState]

    @property
    def hears(self) -> frozenset[str]:
        """Every observation that it names."""
        named = {*self.ignores, *self.anywhere}
        for state in self.states.values():
            named |= {*state.goes, *state.ignores}
        return frozenset(named)
