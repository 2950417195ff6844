"""Reactions: the first thing that a player did about a fault, read from its requests, its media and its page."""

from collections.abc import Iterator

from chaoslab.clock import CLOCK_UNCERTAINTY, NETWORK_UNCERTAINTY
from chaoslab.evidence.network.requests import HLS_SESSION, Request, asked, requests
from chaoslab.evidence.picture.disturbance import Disturbance
from chaoslab.evidence.picture.frames import Gap, gaps
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

_TELLING = ("retrying", "waiting", "error")  # states that show that a player knows; a spinner only says "no data"
_UNLOADS = 0.05  # seconds in which a browser ends the requests of a page that it leaves
BY_ITSELF = "the player did nothing about it; the picture came back by itself"


def first_reaction(timeline: Timeline, since: float, until: float) -> tuple[float, float] | None:
    """(when, uncertainty) of the first reaction in an interval; None if there was none.

    It is the first of: a media request outside a player's usual HLS pattern, or one that the page gave up itself; a
    media element that is emptied or reloaded; a notice of retrying, waiting or failure. What the player says about
    itself is not a reaction.
    """
    reactions = [*_asked(timeline), *_loaded(timeline), *_notices(timeline)]
    return min((reaction for reaction in reactions if since < reaction[0] <= until), default=None)


def _asked(timeline: Timeline) -> Iterator[tuple[float, float]]:
    closed = [event.at for event in timeline.named(EventName.PAGE_CLOSED)]

    def left(at: float) -> bool:
        """Whether the browser ended it because it left the page."""
        return any(-NETWORK_UNCERTAINTY <= at - closed_at < _UNLOADS for closed_at in closed)

    hls: Request | None = None
    for request in requests(timeline):
        if request.is_flv or (request.is_media and not _is_usual(hls, request)):
            yield asked(request)
        if request.is_flv and request.canceled and request.ended_at is not None and not left(request.ended_at):
            yield request.ended_at, NETWORK_UNCERTAINTY
        hls = request if request.is_media and not request.is_flv else hls


def _is_usual(before: Request | None, request: Request) -> bool:
    if before is None or request.started_at - before.started_at > HLS_SESSION:
        return False
    known_by = request.started_at + NETWORK_UNCERTAINTY  # what failed later was not the reason for the request
    failed = before.error and before.ended_at is not None and before.ended_at <= known_by
    refused = before.refused and before.answered_at is not None and before.answered_at <= known_by
    return not (failed or refused)


def _loaded(timeline: Timeline) -> Iterator[tuple[float, float]]:
    for event in timeline.named(EventName.MEDIA_EMPTIED, EventName.MEDIA_LOAD_BEGAN):
        yield event.at, CLOCK_UNCERTAINTY


def _notices(timeline: Timeline) -> Iterator[tuple[float, float]]:
    for event in timeline.named(EventName.STATE_SHOWN):
        if event.data["state"] in _TELLING:
            yield event.at, CLOCK_UNCERTAINTY


def picture_back(timeline: Timeline, hit: Disturbance) -> float | None:
    """When the longest stop of a disturbance was over; None if it never was, or if nothing stopped."""
    stop = _longest_stop(timeline, hit)
    return stop.end if stop is not None and stop.closed and stop.end <= hit.until else None


def detected(timeline: Timeline, hit: Disturbance) -> tuple[float, float] | None:
    """(when, uncertainty) of the first reaction to a disturbance; what follows the picture's return does not count."""
    reaction = first_reaction(timeline, hit.injected_at, hit.until)
    back = picture_back(timeline, hit)
    return None if reaction is None or (back is not None and reaction[0] >= back) else reaction


def _longest_stop(timeline: Timeline, hit: Disturbance) -> Gap | None:
    mine = [gap for gap in gaps(timeline) if gap.end > hit.injected_at and gap.start < hit.until]
    longest = max(mine, key=lambda gap: min(gap.end, hit.until) - gap.start - gap.hidden, default=None)
    return None if hit.impact_at is None else longest
