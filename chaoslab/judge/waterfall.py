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
from dataclasses import dataclass
from types import MappingProxyType

from chaoslab.clock import CLOCK_UNCERTAINTY, NETWORK_UNCERTAINTY
from chaoslab.evidence.network.requests import HLS_SESSION, Request, asked, requests
from chaoslab.evidence.picture.disturbance import Disturbance, disturbances, latency_before
from chaoslab.evidence.picture.frames import SHOWING, stop_exactness
from chaoslab.evidence.picture.protocols_shown import carried
from chaoslab.evidence.picture.tab_hidden import hidden_between
from chaoslab.evidence.player.reactions import BY_ITSELF, detected, first_reaction, picture_back
from chaoslab.faults import effective_at
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


class Stage(Frozen):
    """Seconds that a stage took, with its half-width; `at` is its end in seconds of the trial, None if not reached."""

    value: float | None
    uncertainty: float | None = None
    censored: bool = False
    at: float | None = None
    note: str = ""
    hidden: float = 0.0  # seconds that do not count, as the tab was hidden


class Waterfall(Frozen):
    """One disturbance: the steps of the plan that made it, when it took effect (seconds of the trial), its stages.

    Where no witness saw it, it counts from the call.
    """

    steps: tuple[int, ...]
    effective_at: float
    witnessed: bool
    stages: dict[str, Stage]


@once_per_timeline
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


@dataclass(frozen=True, slots=True)
class Instant:
    """When a stage was reached, and how exact that is (half-width, seconds).

    `at` is None where it was not; `needed` tells whether it then is what the recovery failed at. `not_before` is until
    when it was surely not reached, the end of the disturbance unless given.
    """

    at: float | None
    uncertainty: float = 0.0
    needed: bool = False
    not_before: float | None = None
    early: bool = True  # whether it may be reached before the stage before it, and count below 0
    watched: bool = False  # whether the time in which the tab was hidden does not count
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
        _steady(hit, back),
    )


def _never_stopped(timeline: Timeline, hit: Disturbance) -> tuple[Instant, ...]:
    reaction = first_reaction(timeline, hit.injected_at, hit.until)
    still = Instant(None, note="the picture never stopped")
    detect = Instant(None, note="the player did nothing about it") if reaction is None else Instant(*reaction)
    return still, detect, still, still, still, _steady(hit, None)


def _detect(timeline: Timeline, hit: Disturbance, back: float | None) -> Instant:
    if (reaction := detected(timeline, hit)) is not None:
        return Instant(*reaction)
    if back is not None:
        return Instant(None, note=BY_ITSELF)
    return Instant(None, SHOWING, needed=True, note="the player did nothing about it")


def _decide(hit: Disturbance, back: float | None, opened: tuple[Request, float] | None) -> Instant:
    if opened is not None:
        request, _ = opened
        return Instant(*asked(request), note=request.path)
    if back is not None:
        return Instant(None, note="the stream was not opened anew")
    return Instant(None, SHOWING, needed=True, not_before=hit.until, note="no request brought a picture back")


def _switch(back: float | None, opened: tuple[Request, float] | None) -> Instant:
    if opened is not None:
        return Instant(opened[1], NETWORK_UNCERTAINTY)
    return Instant(None, needed=back is None, note="the stream was not opened anew" if back else "not reached")


def _steady(hit: Disturbance, back: float | None) -> Instant:
    if hit.recovered_at is None:
        note = "had not recovered by the next fault or the end"
        return Instant(None, SHOWING, needed=True, not_before=hit.surely_not_before, note=note)
    at = hit.recovered_at if back is None else max(hit.recovered_at, back)
    return Instant(at, SHOWING, early=False, watched=True)


def _brought_by(timeline: Timeline, back: float, *, since: float) -> tuple[Request, float] | None:
    """(the request that opened the stream whose picture came at `back`, when it was answered); None: none since."""
    over = next((span.label for span in carried(timeline) if span.start <= back <= span.end), "")
    asked = [one for one in requests(timeline) if one.started_at < back]
    opened = _opened_hls(asked) if over == "HLS" else _opened_flv(asked)
    return opened if opened is not None and opened[0].started_at >= since else None


def _opened_flv(asked: list[Request]) -> tuple[Request, float] | None:
    flv = [(one, one.loaded_at) for one in asked if one.is_flv]
    return next(((one, at) for one, at in reversed(flv) if at is not None), None)


def _opened_hls(asked: list[Request]) -> tuple[Request, float] | None:
    """The playlist with which the last unbroken asking for HLS began, and the first answer that was none of refusal."""
    hls = [one for one in asked if one.is_playlist or one.is_segment]
    begin = 0
    for index in range(1, len(hls)):
        if hls[index].started_at - hls[index - 1].started_at > HLS_SESSION:
            begin = index
    session = hls[begin:]
    answers = (one.ended_at or one.loaded_at for one in session if one.is_playlist and one.loaded_at and not one.error)
    answered = next(answers, None)
    return None if not session or answered is None else (session[0], answered)
