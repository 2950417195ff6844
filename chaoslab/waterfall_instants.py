"""The instants that a recovery waterfall is made of, from a fault's impact to steady play, on the lab clock."""

from dataclasses import dataclass

from chaoslab.attempts import NETWORK_UNCERTAINTY, asked
from chaoslab.carriers import carried
from chaoslab.detection import BY_ITSELF, detected, picture_back
from chaoslab.disturbance import Disturbance
from chaoslab.exactness import SHOWING, stop_exactness
from chaoslab.reactions import first_reaction
from chaoslab.requests import HLS_SESSION, Request, requests
from chaoslab.timeline import Timeline


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
