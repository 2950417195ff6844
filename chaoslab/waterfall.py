"""The recovery waterfall: how long each stage took from a fault's effect to steady play, for each disturbance.

impact       the last picture before the first stop; from the fault's first receipt
detect       the player's first reaction; below 0 where it came before the picture stopped
decide       the request for media that was to bring the picture back
switch       the first answer to it: the stream's, or the playlist's
first_frame  the first picture after the longest stop
steady       the picture from which on it is `recovered`

Each stage counts from the one before that was reached. A stage that was needed and not reached is right-censored: it
took at least so long. One that was not needed has no value and says why. To the last two, time in which the tab was
hidden does not count: it could show nothing.
"""

from collections.abc import Iterator
from functools import lru_cache
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict

from chaoslab.disturbance import Disturbance, disturbances, latency_before
from chaoslab.hidden import hidden_between
from chaoslab.probe import CLOCK_UNCERTAINTY
from chaoslab.takes_effect import effective_at
from chaoslab.timeline import Timeline
from chaoslab.waterfall_instants import instants

MEANINGS = MappingProxyType(
    {
        "impact": "until the picture stopped, from the first receipt of the fault",
        "detect": "until the player's first reaction",
        "decide": "until it asked for the stream that brought the picture back",
        "switch": "until that stream answered",
        "first_frame": "until its first picture",
        "steady": "until the picture was steady and near live",
    }
)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Stage(_Frozen):
    """Seconds that a stage took, with its half-width; `at` is its end in seconds of the trial, None if not reached."""

    value: float | None
    uncertainty: float | None = None
    censored: bool = False
    at: float | None = None
    note: str = ""
    hidden: float = 0.0  # seconds that do not count, as the tab was hidden


class Waterfall(_Frozen):
    """One disturbance: the steps of the plan that made it, when it took effect (seconds of the trial), its stages.

    Where no witness saw it, it counts from the call.
    """

    steps: tuple[int, ...]
    effective_at: float
    witnessed: bool
    stages: dict[str, Stage]


@lru_cache(maxsize=4)
def waterfalls(timeline: Timeline) -> tuple[Waterfall, ...]:
    """One for each disturbance, in order; none where nothing played before the first fault."""
    hits = disturbances(timeline)
    if not hits or latency_before(timeline, hits[0].injected_at) is None:
        return ()
    return tuple(_waterfall(timeline, hit) for hit in hits)


def _waterfall(timeline: Timeline, hit: Disturbance) -> Waterfall:
    effect = effective_at(timeline, hit.injected_at, hit.until)
    since = hit.injected_at if effect is None else effect.at
    exactness = CLOCK_UNCERTAINTY if effect is None else effect.uncertainty
    return Waterfall(
        steps=hit.steps,
        effective_at=round(timeline.since_zero(since), 4),
        witnessed=effect is not None,
        stages=dict(zip(MEANINGS, _stages(timeline, hit, since, exactness), strict=True)),
    )


def _stages(timeline: Timeline, hit: Disturbance, since: float, exactness: float) -> Iterator[Stage]:
    given_up = ""
    for one in instants(timeline, hit):
        uncertainty = round(exactness + one.uncertainty, 4)
        if given_up:
            yield Stage(value=None, note=given_up)
        elif one.at is not None:
            at = round(timeline.since_zero(one.at), 4)
            hidden = hidden_between(timeline, since, one.at) if one.watched else 0.0
            took = one.at - since - hidden if one.early else max(one.at - since - hidden, 0.0)
            note = f"not counted: {hidden:.1f} s in which the tab was hidden" if hidden else one.note
            yield Stage(value=round(took, 4), uncertainty=uncertainty, at=at, note=note, hidden=round(hidden, 4))
            since, exactness = one.at, one.uncertainty
        elif one.needed:
            bound = hit.until if one.not_before is None else one.not_before
            value = round(max(bound - since, 0.0), 4)
            yield Stage(value=value, uncertainty=uncertainty, censored=True, note=one.note)
            given_up = "not reached"
        else:
            yield Stage(value=None, note=one.note)
