"""Reactions: the first thing that a player did about a fault, read from its requests, its media and its page."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from chaoslab.clock import CLOCK_UNCERTAINTY, NETWORK_UNCERTAINTY
from chaoslab.evidence.network.requests import HLS_SESSION, Request, asked, requests
from chaoslab.evidence.picture.disturbance import Disturbance
from chaoslab.evidence.picture.frames import Gap, gaps, presented
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

_TELLING = ("retrying", "waiting", "error")  # states that show that a player knows; a spinner only says "no data"
_UNLOADS = 0.05  # seconds in which a browser ends the requests of a page that it leaves
_REGULARLY = 2  # requests for FLV that followed a good end before any fault
BY_ITSELF = "the player did nothing about it; the picture came back by itself"


@dataclass(frozen=True, slots=True, order=True)
class Reaction:
    """One thing that a player did: when on the lab clock, how exactly that is known (half-width), and what it was."""

    at: float
    uncertainty: float
    what: str


def first_reaction(timeline: Timeline, since: float, until: float) -> Reaction | None:
    """The first reaction in an interval; None if there was none.

    It is the first of: a media request outside a player's usual pattern, or one that the page gave up itself; a media
    element of the stream that is emptied or reloaded; a notice of retrying, waiting or failure. What the player says
    about itself is not a reaction.
    """
    reactions = [*_asked(timeline), *_loaded(timeline), *_notices(timeline)]
    return min((reaction for reaction in reactions if since < reaction.at <= until), default=None)


def _asked(timeline: Timeline) -> Iterator[Reaction]:
    closed = [event.at for event in timeline.named(EventName.PAGE_CLOSED)]

    def left(at: float) -> bool:
        """Whether the browser ended it because it left the page."""
        return any(-NETWORK_UNCERTAINTY <= at - closed_at < _UNLOADS for closed_at in closed)

    hls: Request | None = None
    regular = _asks_for_flv_regularly(timeline)
    for request in requests(timeline):
        if request.id not in regular and (request.is_flv or (request.is_media and not _is_usual(hls, request))):
            yield Reaction(*asked(request), f"a request for {request.path}")
        if request.is_flv and request.canceled and request.ended_at is not None and not left(request.ended_at):
            yield Reaction(request.ended_at, NETWORK_UNCERTAINTY, f"the request for {request.path} was given up")
        hls = request if request.is_media and not request.is_flv else hls


def _is_usual(before: Request | None, request: Request) -> bool:
    if before is None or request.started_at - before.started_at > HLS_SESSION:
        return False
    return not _had_failed(before, by=request.started_at + NETWORK_UNCERTAINTY)


def _had_failed(request: Request, *, by: float) -> bool:
    """What failed later was not the reason for the next request."""
    failed = request.error and request.ended_at is not None and request.ended_at <= by
    refused = request.refused and request.answered_at is not None and request.answered_at <= by
    return bool(failed or refused)


def _asks_for_flv_regularly(timeline: Timeline) -> frozenset[str]:
    """The requests for FLV of a page that fetches it in pieces: each follows one that ended well, as before any fault.

    None if the page did not do so before the first fault.
    """
    fault = timeline.first(EventName.FAULT_INJECTED)
    flv = [request for request in requests(timeline) if request.is_flv]
    after_good = [
        after for before, after in pairwise(flv) if before.ended_at is not None and _ended_well(before, after)
    ]
    before_fault = [request for request in after_good if fault is None or request.started_at < fault.at]
    return frozenset(request.id for request in after_good) if len(before_fault) >= _REGULARLY else frozenset()


def _ended_well(request: Request, after: Request) -> bool:
    ended = request.ended_at is not None and request.ended_at <= after.started_at + NETWORK_UNCERTAINTY
    return ended and request.error is None and not request.refused


def _loaded(timeline: Timeline) -> Iterator[Reaction]:
    """An element that showed pictures, but none of the stream, is left out: an advertisement, say."""
    others = {event.data.get("media") for event in timeline.named(EventName.FRAME_PRESENTED)}
    others -= {frame.media for frame in presented(timeline)}
    for event in timeline.named(EventName.MEDIA_EMPTIED, EventName.MEDIA_LOAD_BEGAN):
        if event.data.get("media") not in others:
            done = "emptied" if event.name is EventName.MEDIA_EMPTIED else "loaded anew"
            yield Reaction(event.at, CLOCK_UNCERTAINTY, f"the media element was {done}")


def _notices(timeline: Timeline) -> Iterator[Reaction]:
    for event in timeline.named(EventName.STATE_SHOWN):
        if event.data["state"] in _TELLING:
            yield Reaction(event.at, CLOCK_UNCERTAINTY, f"the notice {event.data['state']!r} was shown")


def picture_back(timeline: Timeline, hit: Disturbance) -> float | None:
    """When the longest stop of a disturbance was over; None if it never was, or if nothing stopped."""
    stop = _longest_stop(timeline, hit)
    return stop.end if stop is not None and stop.closed and stop.end <= hit.until else None


def detected(timeline: Timeline, hit: Disturbance) -> Reaction | None:
    """The first reaction to a disturbance; what follows the picture's return does not count.

    Nor does what came before the last picture was even sent: after that, the stream still came, so what the player did
    was about something else.
    """
    reaction = first_reaction(timeline, max(hit.injected_at, _last_sent(timeline, hit)), hit.until)
    back = picture_back(timeline, hit)
    return None if reaction is None or (back is not None and reaction.at >= back) else reaction


def _last_sent(timeline: Timeline, hit: Disturbance) -> float:
    """When the last picture before the first stop was sent."""
    last = next((frame for frame in presented(timeline) if frame.at == hit.impact_at), None)
    return -math.inf if last is None or last.sent_at is None else last.sent_at


def _longest_stop(timeline: Timeline, hit: Disturbance) -> Gap | None:
    mine = [gap for gap in gaps(timeline) if gap.end > hit.injected_at and gap.start < hit.until]
    longest = max(mine, key=lambda gap: min(gap.end, hit.until) - gap.start - gap.hidden, default=None)
    return None if hit.impact_at is None else longest
