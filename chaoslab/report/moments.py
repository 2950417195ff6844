"""Moments: what followed a fault, instant by instant, from the cut to the steady picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from chaoslab.evidence.network.flv_retries import Retry, flv_retries
from chaoslab.evidence.network.requests import Request
from chaoslab.evidence.picture.disturbance import STEADY_FOR, disturbance
from chaoslab.evidence.picture.frames import STALL_AFTER
from chaoslab.report.observed import Observed

_MOST = 16  # moments that are shown


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant in seconds of the trial; `kind` is fault, player, viewer or good."""

    at: float
    kind: str
    words: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Interval:
    """The time from the previous moment to this one."""

    moment: Moment
    begin: float
    since_fault: float


def intervals(observed: Observed) -> tuple[Interval, ...]:
    """The first fault and what followed, up to the steady picture; empty without a fault that was seen.

    The last picture may have come an instant before the fault, so the story may begin there. A long story is cut off.
    """
    shown = _story(observed)[:_MOST]
    first = observed.faults[0].injected_at if shown else 0.0
    pairs = pairwise([*shown[:1], *shown])
    return tuple(Interval(moment, previous.at, moment.at - first) for previous, moment in pairs)


def moments_left_out(observed: Observed) -> int:
    """How many moments followed those that are shown."""
    return max(len(_story(observed)) - _MOST, 0)


def _story(observed: Observed) -> list[Moment]:
    if not observed.faults or observed.faults[0].seen is None:
        return []
    first = observed.faults[0].injected_at
    following = (moment for moment in _moments(observed) if moment.at >= first - STALL_AFTER)
    moments = sorted(following, key=lambda moment: moment.at)
    steady = next((moment.at for moment in moments if moment.kind == "good"), None)
    return [moment for moment in moments if steady is None or moment.at <= steady]


def _moments(observed: Observed) -> Iterator[Moment]:
    for band in observed.faults:
        yield Moment(band.injected_at, "fault", band.label)
        if band.lifted_at is not None:
            yield Moment(band.lifted_at, "fault", f"{band.label}: lifted")
        if band.seen is not None:
            yield Moment(band.seen.at, "fault", f"Fault seen by the {band.seen.witness}", band.seen.detail)
    for number, retry in enumerate(flv_retries(observed.timeline), start=1):
        yield _attempt(number, retry, observed)
    playlists = (request for request in observed.requests if request.is_playlist)
    playlist = next((request for request in playlists if _after_fault(request, observed)), None)
    if playlist:
        yield Moment(playlist.started_at, "player", "HLS requested", playlist.path)
    for span in observed.carriers:
        words = f"First picture over {span.label}" if span.label else "Pictures again"
        yield Moment(span.start, "viewer", words)
    yield from _effect(observed)


def _attempt(number: int, retry: Retry, observed: Observed) -> Moment:
    at = retry.asked_at - observed.timeline.zero
    attempts = (request for request in observed.requests if request.is_flv)
    request = next((request for request in attempts if at in (request.started_at, request.asked_at)), None)
    answer = _answer(request) if request else ""
    waited = f"{retry.delay:.3f} s after the loss"
    return Moment(at, "player", f"FLV requested again ({number})", f"{waited}; {answer}" if answer else waited)


def _answer(request: Request) -> str:
    if request.error:
        return request.error
    if request.refused:
        return f"refused with {request.status}"
    return "answered" if request.answered_at else ""


def _after_fault(request: Request, observed: Observed) -> bool:
    return request.started_at >= observed.faults[0].injected_at


def _effect(observed: Observed) -> Iterator[Moment]:
    stop = disturbance(observed.timeline)
    if stop and stop.impact_at is not None:
        yield Moment(observed.timeline.since_zero(stop.impact_at), "viewer", "Last picture before the stop")
    if stop and stop.recovered_at is not None:
        detail = f"{STEADY_FOR:g} s at full frame rate, near live"
        yield Moment(observed.timeline.since_zero(stop.recovered_at), "good", "Steady again from here", detail)
