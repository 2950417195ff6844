"""Moments: what followed a fault, one instant after the other, from the cut to the steady picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from chaoslab.evidence.network.flv_retries import Retry, flv_retries
from chaoslab.evidence.network.requests import Request
from chaoslab.evidence.picture.disturbance import STEADY_FOR, disturbance
from chaoslab.evidence.picture.frames import STALL_AFTER
from chaoslab.report.observed import Observed

_MOST = 16  # moments that are told


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant in seconds of the trial; `kind` is fault, player, viewer or good."""

    at: float
    kind: str
    told: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Interval:
    """The way from the moment before to this one."""

    moment: Moment
    begin: float
    since_fault: float


def intervals(observed: Observed) -> tuple[Interval, ...]:
    """The first fault and what followed, up to the steady picture; empty without a fault that was seen.

    The last picture may have come an instant before the fault, so the story may begin there. A long one is not told to
    its end.
    """
    told = _story(observed)[:_MOST]
    first = observed.faults[0].injected_at if told else 0.0
    return tuple(Interval(one, before.at, one.at - first) for before, one in pairwise([*told[:1], *told]))


def moments_left_out(observed: Observed) -> int:
    """How many moments followed those that are told."""
    return max(len(_story(observed)) - _MOST, 0)


def _story(observed: Observed) -> list[Moment]:
    if not observed.faults or observed.faults[0].seen is None:
        return []
    first = observed.faults[0].injected_at
    found = sorted((one for one in _moments(observed) if one.at >= first - STALL_AFTER), key=lambda one: one.at)
    steady = next((one.at for one in found if one.kind == "good"), None)
    return [one for one in found if steady is None or one.at <= steady]


def _moments(observed: Observed) -> Iterator[Moment]:
    for band in observed.faults:
        yield Moment(band.injected_at, "fault", band.label)
        if band.lifted_at is not None:
            yield Moment(band.lifted_at, "fault", f"{band.label}: lifted")
        if band.seen is not None:
            yield Moment(band.seen.at, "fault", f"Seen by the {band.seen.witness}", band.seen.detail)
    for number, retry in enumerate(flv_retries(observed.timeline), start=1):
        yield _attempt(number, retry, observed)
    playlist = next((one for one in observed.requests if one.is_playlist and _after_fault(one, observed)), None)
    if playlist:
        yield Moment(playlist.started_at, "player", "HLS asked for", playlist.path)
    for span in observed.carriers:
        told = f"First picture over {span.label}" if span.label else "Pictures again"
        yield Moment(span.start, "viewer", told)
    yield from _effect(observed)


def _attempt(number: int, retry: Retry, observed: Observed) -> Moment:
    at = retry.asked_at - observed.timeline.zero
    request = next((one for one in observed.requests if one.is_flv and at in (one.started_at, one.asked_at)), None)
    answer = _answer(request) if request else ""
    waited = f"{retry.delay:.3f} s after the loss"
    return Moment(at, "player", f"FLV asked for again ({number})", f"{waited}; {answer}" if answer else waited)


def _answer(request: Request) -> str:
    if request.error:
        return request.error
    if request.refused:
        return f"refused with {request.status}"
    return "answered" if request.answered_at else ""


def _after_fault(request: Request, observed: Observed) -> bool:
    return request.started_at >= observed.faults[0].injected_at


def _effect(observed: Observed) -> Iterator[Moment]:
    hit = disturbance(observed.timeline)
    if hit and hit.impact_at is not None:
        yield Moment(observed.timeline.since_zero(hit.impact_at), "viewer", "Last picture before the stop")
    if hit and hit.recovered_at is not None:
        detail = f"{STEADY_FOR:g} s at full frame rate, near live"
        yield Moment(observed.timeline.since_zero(hit.recovered_at), "good", "Steady again from here", detail)
