"""Checks the observations against a declared machine, and names the first wrong step."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from chaoslab.conformance.model import Model, Transition
from chaoslab.conformance.observations import Observation, observations
from chaoslab.conformance.words import not_allowed, not_left, untimely
from chaoslab.models import Frozen
from chaoslab.timeline.timeline import Timeline


class Violation(Frozen):
    """The first wrong step: when (seconds of the trial), in which state, and what was observed (None: nothing)."""

    at: float
    state: str
    observed: str | None
    sentence: str


class Conformance(Frozen):
    """Whether a trial followed a model; `held` is None if that cannot be decided, and `note` then says why.

    `steps` counts the observations that led on; `ended_in` lists the states that it may have been in at the end.
    """

    model: str
    title: str
    held: bool | None
    steps: int = 0
    ended_in: tuple[str, ...] = ()
    violation: Violation | None = None
    note: str = ""

    @property
    def in_words(self) -> str:
        """`retry-policy: at 7.07 s FLV was asked for, 1.01 s into …`; empty if it held."""
        if self.violation is not None:
            return f"{self.model}: {self.violation.sentence}"
        return f"{self.model}: cannot be checked: {self.note}" if self.note else ""


@dataclass(frozen=True, slots=True)
class _Place:
    """A state that the machine may be in, since when, and how exact that is."""

    state: str
    since: float
    uncertainty: float


@dataclass(slots=True)
class _Walk:
    """A machine under way: where it may be, how many steps led there, and which observations wait for their turn."""

    model: Model
    places: frozenset[_Place]
    steps: int = 0
    waiting: list[Observation] = field(default_factory=list)

    def alive(self, observation: Observation) -> frozenset[_Place]:
        """The places whose deadline had not passed before an observation."""
        return frozenset(
            place
            for place in self.places
            if not _is_overdue(self.model, place, observation.at, observation.uncertainty)
        )

    def goes_on_with(self, observation: Observation) -> bool:
        """Go on with an observation that leads on or is ignored; return False and change nothing otherwise."""
        alive = self.alive(observation)
        following = frozenset(after for place in alive for after in _after(self.model, place, observation))
        if not following:
            return False
        self.steps += following != alive
        self.places = following
        return True

    def go_on_with_what_waits(self, at: float) -> None:
        """Retry all that wait as if they came at that time, from the first one again after every step."""
        self.waiting = [_later(observation, at) for observation in self.waiting]
        while (accepted := next(filter(self.goes_on_with, self.waiting), None)) is not None:
            self.waiting.remove(accepted)

    def came_too_late(self, at: float) -> Observation | None:
        """The first waiting one that cannot have come as late as that."""
        return next((observation for observation in self.waiting if observation.at + observation.late < at), None)


def check(model: Model, timeline: Timeline) -> Conformance:
    """Follow every way that the observations leave open until none is left."""
    walk = _Walk(model, frozenset({_Place(model.begins, timeline.zero, 0.0)}))
    # Always ends: each observation is heard once, and a refused one waits aside. Put back among those still to be
    # heard, two refused ones would let each other pass for ever.
    for observation in observations(timeline):
        if observation.name not in model.hears:
            continue
        if (late := walk.came_too_late(observation.at)) is not None:
            return _refused(walk, timeline, late)
        if walk.goes_on_with(observation):
            walk.go_on_with_what_waits(observation.at)
        elif observation.late > 0 and walk.alive(observation):
            walk.waiting.append(observation)
        else:
            return _refused(walk, timeline, observation)
    if walk.waiting:
        return _refused(walk, timeline, walk.waiting[0])
    if all(_is_overdue(model, place, timeline.end, 0.0) for place in walk.places):
        return _overdue(walk, timeline)
    ended_in = tuple(sorted({place.state for place in walk.places}))
    return Conformance(model=model.name, title=model.title, held=True, steps=walk.steps, ended_in=ended_in)


def _later(observation: Observation, at: float) -> Observation:
    return replace(observation, at=at, late=observation.late - (at - observation.at))


def _after(model: Model, place: _Place, observation: Observation) -> Iterator[_Place]:
    """Where an observation leads from a place: to the same place if it is ignored, nowhere if it is wrong."""
    if (anywhere := model.anywhere.get(observation.name)) is not None:
        yield _Place(anywhere, observation.at, observation.uncertainty)
        return
    state = model.states[place.state]
    ways = state.goes.get(observation.name)
    if ways is None:
        if observation.name in state.ignores or observation.name in model.ignores:
            yield place
        return
    for way in ways:
        if _fits(way, observation.at - place.since, place.uncertainty + observation.uncertainty):
            yield _Place(way.to, observation.at, observation.uncertainty)


def _fits(way: Transition, after: float, slack: float) -> bool:
    early = way.at_least is not None and after < way.at_least - slack
    late = way.at_most is not None and after > way.at_most + slack
    return not (early or late)


def _due(model: Model, place: _Place) -> float | None:
    deadline = model.states[place.state].deadline
    return None if deadline is None else place.since + deadline + place.uncertainty


def _is_overdue(model: Model, place: _Place, at: float, slack: float) -> bool:
    due = _due(model, place)
    return due is not None and at > due + slack


def _overdue(walk: _Walk, timeline: Timeline) -> Conformance:
    model = walk.model
    place = max(walk.places, key=lambda place: (_due(model, place) or 0.0, place.state))
    at = timeline.since_zero(_due(model, place) or place.since)
    sentence = not_left(model, place.state, timeline.since_zero(place.since), at)
    return _violated(walk, Violation(at=round(at, 4), state=place.state, observed=None, sentence=sentence))


def _refused(walk: _Walk, timeline: Timeline, observation: Observation) -> Conformance:
    places, model = walk.alive(observation), walk.model
    if not places:
        return _overdue(walk, timeline)
    # Of several open places, one that knows the observation says best what was wrong with it.
    place = max(
        places, key=lambda place: (observation.name in model.states[place.state].goes, place.since, place.state)
    )
    at, after = timeline.since_zero(observation.at), observation.at - place.since
    ways = model.states[place.state].goes.get(observation.name)
    unknown = not_allowed(model, place.state, observation.name, at) if ways is None else ""
    sentence = unknown or untimely(place.state, observation.name, at, after=after, ways=ways or ())
    return _violated(walk, Violation(at=round(at, 4), state=place.state, observed=observation.name, sentence=sentence))


def _violated(walk: _Walk, violation: Violation) -> Conformance:
    return Conformance(
        model=walk.model.name,
        title=walk.model.title,
        held=False,
        steps=walk.steps,
        ended_in=(violation.state,),
        violation=violation,
    )
