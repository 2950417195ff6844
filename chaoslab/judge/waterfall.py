"""The recovery waterfall: how long each stage took from a fault's effect to steady play, for each disturbance.

Only a fault that its witness saw has one: what nobody saw cannot be recovered from.

impact       the last picture before the first stop; from the fault's first receipt
detect       the player's first reaction; below 0 if it came before the picture stopped
decide       the request that opened the stream that brought the picture back
switch       the first answer to it: the stream, or the playlist
first_frame  the first picture after the longest stop
steady       the picture from which it is `recovered`

Each stage counts from the last one before it that was reached. A stage that was needed but not reached is
right-censored: it took at least that long. One that was not needed has no value and says why. The last two exclude
time in which the tab was hidden: it could show nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from chaoslab.clock import NETWORK_UNCERTAINTY
from chaoslab.english import seconds
from chaoslab.evidence.network.requests import HLS_SESSION, Request, asked, requests
from chaoslab.evidence.picture.disturbance import Disturbance, disturbances, latency_before
from chaoslab.evidence.picture.frames import SHOWING, stop_exactness
from chaoslab.evidence.picture.protocols_shown import carried
from chaoslab.evidence.picture.tab_hidden import hidden_between
from chaoslab.evidence.picture.why_not_recovered import in_words, why_not_recovered
from chaoslab.evidence.player.reactions import BY_ITSELF, Reaction, detected, first_reaction, picture_back
from chaoslab.faults import Effect, effective_at
from chaoslab.models import Frozen
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

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


_NOT_REOPENED = "the stream was not reopened"


class Stage(Frozen):
    """Seconds that a stage took, with its half-width; `at` is its end in seconds of the trial, None if not reached."""

    value: float | None
    uncertainty: float | None = None
    censored: bool = False
    at: float | None = None
    note: str = ""
    hidden: float = 0.0  # seconds that do not count, as the tab was hidden


class Waterfall(Frozen):
    """One disturbance: the steps of the plan that made it, when it took effect (seconds of the trial), its stages."""

    steps: tuple[int, ...]
    effective_at: float
    witnessed: bool = True  # journals of earlier versions also hold some of faults that nobody saw
    stages: dict[str, Stage]


@once_per_timeline
def waterfalls(timeline: Timeline) -> tuple[Waterfall, ...]:
    """One for each disturbance that a witness saw, in order; none if nothing played before the first fault."""
    hits = disturbances(timeline)
    if not hits or latency_before(timeline, hits[0].injected_at) is None:
        return ()
    seen = ((hit, effective_at(timeline, hit.injected_at, hit.until)) for hit in hits)
    return tuple(_waterfall(timeline, hit, effect) for hit, effect in seen if effect is not None)


def _waterfall(timeline: Timeline, hit: Disturbance, effect: Effect) -> Waterfall:
    return Waterfall(
        steps=hit.steps,
        effective_at=round(timeline.since_zero(effect.at), 4),
        stages=dict(zip(MEANINGS, _stages(timeline, hit, effect.at, effect.uncertainty), strict=True)),
    )


def _stages(timeline: Timeline, hit: Disturbance, since: float, exactness: float) -> Iterator[Stage]:
    given_up = ""
    for instant in instants(timeline, hit):
        uncertainty = round(exactness + instant.uncertainty, 4)
        if given_up:
            yield Stage(value=None, note=given_up)
        elif instant.at is not None:
            at = round(timeline.since_zero(instant.at), 4)
            hidden = hidden_between(timeline, since, instant.at) if instant.watched else 0.0
            took = instant.at - since - hidden if instant.early else max(instant.at - since - hidden, 0.0)
            note = f"not counted: {seconds(hidden)} in which the tab was hidden" if hidden else instant.note
            yield Stage(value=round(took, 4), uncertainty=uncertainty, at=at, note=note, hidden=round(hidden, 4))
            since, exactness = instant.at, instant.uncertainty
        elif instant.needed:
            bound = hit.until if instant.not_before is None else instant.not_before
            value = round(max(bound - since, 0.0), 4)
            yield Stage(value=value, uncertainty=uncertainty, censored=True, note=instant.note)
            given_up = "not reached"
        else:
            yield Stage(value=None, note=instant.note)


@dataclass(frozen=True, slots=True)
class Instant:
    """When a stage was reached, and how exact that is (half-width, seconds).

    `at` is None if it was not; `needed` says whether recovery then failed at it. Up to `not_before`, by default the
    end of the disturbance, it was surely not reached.
    """

    at: float | None
    uncertainty: float = 0.0
    needed: bool = False
    not_before: float | None = None
    early: bool = True  # whether it may come before the stage that precedes it, and count below 0
    watched: bool = False  # whether time in which the tab was hidden is excluded
    note: str = ""


def instants(timeline: Timeline, hit: Disturbance) -> tuple[Instant, ...]:
    """Impact, detect, decide, switch, first frame, steady."""
    if hit.impact_at is None:
        return _never_stopped(timeline, hit)
    back = picture_back(timeline, hit)
    opened = None if back is None else _brought_by(timeline, back, since=hit.injected_at)
    return (
        Instant(hit.impact_at, stop_exactness(timeline)),
        _detect(timeline, hit, back),
        _decide(hit, back, opened),
        _switch(back, opened),
        Instant(back, SHOWING, needed=True, watched=True, note="" if back else "no picture came back"),
        _steady(timeline, hit, back),
    )


def _never_stopped(timeline: Timeline, hit: Disturbance) -> tuple[Instant, ...]:
    reaction = first_reaction(timeline, hit.injected_at, hit.until)
    still = Instant(None, note="the picture never stopped")
    detect = Instant(None, note="the player did nothing about it") if reaction is None else _reached(reaction)
    return still, detect, still, still, still, _steady(timeline, hit, None)


def _detect(timeline: Timeline, hit: Disturbance, back: float | None) -> Instant:
    if (reaction := detected(timeline, hit)) is not None:
        return _reached(reaction)
    if back is not None:
        return Instant(None, note=BY_ITSELF)
    return Instant(None, SHOWING, needed=True, note="the player did nothing about it")


def _reached(reaction: Reaction) -> Instant:
    return Instant(reaction.at, reaction.uncertainty, note=reaction.what)


def _decide(hit: Disturbance, back: float | None, opened: tuple[Request, float] | None) -> Instant:
    if opened is not None:
        request, _ = opened
        return Instant(*asked(request), note=request.path)
    if back is not None:
        return Instant(None, note=_NOT_REOPENED)
    return Instant(None, SHOWING, needed=True, not_before=hit.until, note="no request brought a picture back")


def _switch(back: float | None, opened: tuple[Request, float] | None) -> Instant:
    if opened is not None:
        return Instant(opened[1], NETWORK_UNCERTAINTY)
    return Instant(None, needed=back is None, note=_NOT_REOPENED if back else "not reached")


def _steady(timeline: Timeline, hit: Disturbance, back: float | None) -> Instant:
    if hit.recovered_at is None:
        why = why_not_recovered(timeline, hit)
        note = "had not recovered by the next fault or the end" if why is None else in_words(timeline, why)
        bound = hit.until if why is None else why.not_before
        return Instant(None, SHOWING, needed=True, not_before=bound, note=note)
    at = hit.recovered_at if back is None else max(hit.recovered_at, back)
    return Instant(at, SHOWING, early=False, watched=True)


def _brought_by(timeline: Timeline, back: float, *, since: float) -> tuple[Request, float] | None:
    """(the request, made `since`, that opened the stream whose picture came at `back`; when it was answered)."""
    over = next((span.label for span in carried(timeline) if span.start <= back <= span.end), "")
    earlier = [request for request in requests(timeline) if request.started_at < back]
    opened = _opened_hls(earlier) if over == "HLS" else _opened_flv(earlier)
    return opened if opened is not None and opened[0].started_at >= since else None


def _opened_flv(earlier: list[Request]) -> tuple[Request, float] | None:
    flv = [(request, request.loaded_at) for request in earlier if request.is_flv]
    return next(((request, at) for request, at in reversed(flv) if at is not None), None)


def _opened_hls(earlier: list[Request]) -> tuple[Request, float] | None:
    """The playlist with which the last unbroken run of HLS requests began, and the first answer that was no refusal."""
    hls = [request for request in earlier if request.is_playlist or request.is_segment]
    begin = 0
    for index in range(1, len(hls)):
        if hls[index].started_at - hls[index - 1].started_at > HLS_SESSION:
            begin = index
    session = hls[begin:]
    answers = (
        request.ended_at or request.loaded_at
        for request in session
        if request.is_playlist and request.loaded_at and not request.error
    )
    answered = next(answers, None)
    return None if not session or answered is None else (session[0], answered)
