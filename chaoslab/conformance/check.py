"""Checks what was observed against a declared machine, and names the first step that was wrong."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pydantic import BaseModel, ConfigDict

from chaoslab.conformance.model import Model, Transition
from chaoslab.conformance.observations import Observation, observations
from chaoslab.conformance.words import not_allowed, not_left, untimely
from chaoslab.timeline import Timeline


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Violation(_Frozen):
    """The first wrong step: when (seconds of the trial), in which state, and what was observed; None: nothing was."""

    at: float
    state: str
    observed: str | None
    sentence: str


class Conformance(_Frozen):
    """Whether a trial followed a model; `held` is None where that cannot be told, and `note` then says why.

    `steps` counts the observations that led on; `ended_in` are the states that it may have been in at the end.
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
        """`retry-policy: at 7.07 s FLV was asked for, 1.01 s into …`; empty where it held."""
        if self.violation is not None:
            return f"{self.model}: {self.violation.sentence}"
        return f"{self.model}: cannot be told: {self.note}" if self.note else ""


@dataclass(frozen=True, slots=True)
class _Place:
    """A state that the machine may be in, since when, and how exact that is."""

    state: str
    since: float
    uncertainty: float


def check(model: Model, timeline: Timeline) -> Conformance:
    """Follow every way that the observations leave open, until none is left."""
    places = frozenset({_Place(model.begins, timeline.zero, 0.0)})
    heard = deque(one for one in observations(timeline) if one.name in model.hears)
    steps = 0
    while heard:
        one = heard.popleft()
        alive = frozenset(place for place in places if not _is_overdue(model, place, one.at, one.uncertainty))
        if not alive:
            return _overdue(model, timeline, places, steps)
        following = frozenset(after for place in alive for after in _after(model, place, one))
        if not following and _may_come_later(one, heard):
            heard.insert(1, _later(one, heard[0].at))
            continue
        if not following:
            return _wrong(model, timeline, alive, one=one, steps=steps)
        steps += following != alive
        places = following
    if all(_is_overdue(model, place, timeline.end, 0.0) for place in places):
        return _overdue(model, timeline, places, steps)
    ended_in = tuple(sorted({place.state for place in places}))
    return Conformance(model=model.name, title=model.title, held=True, steps=steps, ended_in=ended_in)


def _may_come_later(one: Observation, rest: Sequence[Observation]) -> bool:
    return bool(rest) and rest[0].at <= one.at + one.late


def _later(one: Observation, at: float) -> Observation:
    return replace(one, at=at, late=one.late - (at - one.at))


def _after(model: Model, place: _Place, one: Observation) -> Iterator[_Place]:
    """Where an observation leads from a place; the same place where it is ignored, nowhere where it is wrong."""
    if (anywhere := model.anywhere.get(one.name)) is not None:
        yield _Place(anywhere, one.at, one.uncertainty)
        return
    state = model.states[place.state]
    ways = state.goes.get(one.name)
    if ways is None:
        if one.name in state.ignores or one.name in model.ignores:
            yield place
        return
    for way in ways:
        if _fits(way, one.at - place.since, place.uncertainty + one.uncertainty):
            yield _Place(way.to, one.at, one.uncertainty)


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


def _overdue(model: Model, timeline: Timeline, places: frozenset[_Place], steps: int) -> Conformance:
    place = max(places, key=lambda one: (_due(model, one) or 0.0, one.state))
    at = timeline.since_zero(_due(model, place) or place.since)
    sentence = not_left(model, place.state, timeline.since_zero(place.since), at)
    return _violated(model, steps, Violation(at=round(at, 4), state=place.state, observed=None, sentence=sentence))


def _wrong(model: Model, timeline: Timeline, places: frozenset[_Place], *, one: Observation, steps: int) -> Conformance:
    # Of several ways that were open, the one that knows of the observation says best what was wrong with it.
    place = max(places, key=lambda it: (one.name in model.states[it.state].goes, it.since, it.state))
    at, after = timeline.since_zero(one.at), one.at - place.since
    ways = model.states[place.state].goes.get(one.name)
    told = not_allowed(model, place.state, one.name, at) if ways is None else ""
    sentence = told or untimely(place.state, one.name, at, after=after, ways=ways or ())
    return _violated(model, steps, Violation(at=round(at, 4), state=place.state, observed=one.name, sentence=sentence))


def _violated(model: Model, steps: int, violation: Violation) -> Conformance:
    return Conformance(
        model=model.name, title=model.title, held=False, steps=steps, ended_in=(violation.state,), violation=violation
    )
