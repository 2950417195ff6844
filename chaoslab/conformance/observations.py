"""What a state machine may hear: a closed list of observations of a player, made from a trial's timeline."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from chaoslab.clock import CLOCK_UNCERTAINTY, NETWORK_UNCERTAINTY
from chaoslab.evidence.network.requests import HLS_SESSION, asked, requests
from chaoslab.evidence.picture.frames import REFRESH, SHOWING, gaps, moving, stop_exactness
from chaoslab.evidence.player.shown_states import shown_spans
from chaoslab.evidence.signalling.attempt_delays import UNSEEN
from chaoslab.evidence.signalling.broadcast_end import ended_at
from chaoslab.evidence.signalling.connection_attempts import attempts
from chaoslab.timeline.events import EventName
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

STATES = MappingProxyType(
    {
        "waiting": "notice that the stream has not begun",
        "spinner": "spinner",
        "retrying": "notice that it reconnects",
        "error": "error",
        "ended": "notice of the end",
    }
)
CHANNELS = MappingProxyType({"streaming": "the streaming connection", "chat": "the chat's connection"})

OBSERVATIONS: Mapping[str, str] = MappingProxyType(
    {
        "page_opened": "a page was opened",
        "flv_asked": "FLV was asked for",
        "flv_lost": "FLV ended or was refused",
        "flv_left": "the player itself gave up FLV",
        "hls_asked": "HLS was asked for",
        "picture_moved": "the picture began to move",
        "picture_stopped": "the picture stopped",
        "playing": "the media element said that it plays",
        "data_lacked": "the media element said that it lacks data",
        "tab_hidden": "the tab was hidden",
        "tab_shown": "the tab came back",
        "end_told": "the page was told that the broadcast is over",
        **{f"{state}_shown": f"the page's {words} was shown" for state, words in STATES.items()},
        **{f"{state}_hidden": f"the page's {words} was hidden" for state, words in STATES.items()},
        **{f"{channel}_asked": f"{words} was attempted" for channel, words in CHANNELS.items()},
        **{f"{channel}_taken": f"{words} was accepted by the server" for channel, words in CHANNELS.items()},
        **{f"{channel}_failed": f"an attempt at {words} failed" for channel, words in CHANNELS.items()},
        **{f"{channel}_lost": f"{words} was lost" for channel, words in CHANNELS.items()},
    }
)

_TOLD_LATE = 0.02  # seconds after its next request within which the end of a stream that a player leaves is reported
_ENDS = ("flv_lost", "flv_left", "streaming_failed", "streaming_lost", "chat_failed", "chat_lost")

_EVENTS: Mapping[EventName, str] = MappingProxyType(
    {
        EventName.PAGE_OPENED: "page_opened",
        EventName.MEDIA_PLAYING: "playing",
        EventName.MEDIA_WAITING: "data_lacked",
        EventName.PAGE_HIDDEN: "tab_hidden",
        EventName.PAGE_SHOWN: "tab_shown",
    }
)


@dataclass(frozen=True, slots=True)
class Observation:
    """One of the list, when (lab clock), and how exact that is (half-width, seconds).

    What the page shows is stamped when its frame begins, possibly before the stamp of what it responds to: it may have
    come up to `late` seconds later, after observations that follow it here.
    """

    at: float
    name: str
    uncertainty: float = CLOCK_UNCERTAINTY
    late: float = 0.0


@once_per_timeline
def observations(timeline: Timeline) -> tuple[Observation, ...]:
    """All of a trial in order; at the same instant, what ended comes before what began."""
    made = [*_plain(timeline), *_flv(timeline), *_hls(timeline), *_picture(timeline)]
    made += [*_states(timeline), *_connections(timeline)]
    inside = (observation for observation in made if timeline.zero <= observation.at <= timeline.end)
    return tuple(sorted(inside, key=lambda observation: (observation.at, observation.name not in _ENDS)))


def _plain(timeline: Timeline) -> Iterator[Observation]:
    yield from (Observation(event.at, _EVENTS[event.name]) for event in timeline.named(*_EVENTS))
    if (ended := ended_at(timeline)) is not None:
        yield Observation(ended, "end_told")


def _flv(timeline: Timeline) -> Iterator[Observation]:
    flv = [request for request in requests(timeline) if request.is_flv]
    for request, after in zip(flv, [*flv[1:], None], strict=False):
        begun, uncertainty = asked(request)
        yield Observation(begun, "flv_asked", uncertainty)
        end = request.answered_at if request.refused else request.ended_at
        if end is None:
            continue
        at = end if request.told_at is None else request.told_at
        left = request.canceled and not request.refused
        following = None if after is None else asked(after)[0]
        if left and following is not None and following <= at <= following + _TOLD_LATE:
            at = following
        yield Observation(at, "flv_left" if left else "flv_lost", uncertainty)


def _hls(timeline: Timeline) -> Iterator[Observation]:
    hls = [request for request in requests(timeline) if request.is_playlist or request.is_segment]
    for before, request in pairwise([None, *hls]):
        if request is not None and (before is None or request.started_at - before.started_at > HLS_SESSION):
            at, uncertainty = asked(request)
            yield Observation(at, "hls_asked", uncertainty)


def _picture(timeline: Timeline) -> Iterator[Observation]:
    frames = moving(timeline)
    if frames:
        yield Observation(frames[0].at, "picture_moved", SHOWING)
    for gap in gaps(timeline):
        yield Observation(gap.start, "picture_stopped", stop_exactness(timeline))
        if gap.closed:
            yield Observation(gap.end, "picture_moved", SHOWING)


def _states(timeline: Timeline) -> Iterator[Observation]:
    for state in STATES:
        for start, end in shown_spans(timeline, state):
            yield Observation(start, f"{state}_shown", REFRESH, REFRESH)
            if end < timeline.end:
                yield Observation(end, f"{state}_hidden", REFRESH, REFRESH)


def _connections(timeline: Timeline) -> Iterator[Observation]:
    for channel in CHANNELS:
        for attempt in attempts(timeline, "chat" if channel == "chat" else "streaming"):
            exact = CLOCK_UNCERTAINTY if attempt.seen_in_page else UNSEEN
            yield Observation(attempt.asked_at, f"{channel}_asked", exact)
            if attempt.connected_at is not None:
                yield Observation(attempt.connected_at, f"{channel}_taken", NETWORK_UNCERTAINTY)
            if attempt.closed_at is not None and not attempt.left:
                ended = "failed" if attempt.failed else "lost"
                yield Observation(attempt.closed_at, f"{channel}_{ended}", NETWORK_UNCERTAINTY)
