"""What the faults of the origin's process have in common."""

from abc import ABC
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from chaoslab.evidence.network.lost_connections import first_break
from chaoslab.evidence.network.requests import requests
from chaoslab.evidence.network.silences import first_silence
from chaoslab.faults._contract import Fault, Group
from chaoslab.faults._publisher import WHOLE_PUBLISHER, stream_cut
from chaoslab.setup.srs_named import not_ours
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.encoding import StreamNeeds

# Nothing of these is left by a fault that ends or stops the origin.
WHOLE_ORIGIN = frozenset({"the origin", "the flv leg", "the hls leg", "the ingest leg"}) | WHOLE_PUBLISHER
WATCHED = StreamNeeds(origin_watched=True)
_NOTED_WITHIN = 0.25  # seconds; the process is looked at each 0.05 s, on a busy machine a little later
_SILENT = 0.5  # seconds without a byte, which no stream at work shows
_BAD_GATEWAY = 502  # how the edge says that the origin takes no connection


class OriginFault(Fault, ABC):
    """Ends or stops the whole origin, so nothing else can be done to it or to what it serves meanwhile."""

    group: ClassVar[Group] = "Origin"
    alone: ClassVar[bool] = True

    def holds(self) -> frozenset[str]:
        return WHOLE_ORIGIN

    def unfit(self, origin: str) -> str:
        return not_ours(origin)

    def needs(self) -> StreamNeeds:
        return WATCHED


@dataclass(frozen=True, slots=True)
class OriginSpan:
    """A time in which the origin's process was in one state; lab clock."""

    state: str
    start: float
    end: float


def origin_spans(timeline: Timeline, state: str, since: float, until: float) -> Iterator[OriginSpan]:
    """Every time of a state that began within an interval; it may have gone on after it."""
    events = timeline.named(EventName.ORIGIN_CHANGED)
    for at, event in enumerate(events):
        end = events[at + 1].at if at + 1 < len(events) else timeline.end
        if event.data["state"] == state and since <= event.at <= until:
            yield OriginSpan(state, event.at, max(end, event.at))


def origin_died(timeline: Timeline, injection: Injection) -> Sighting | None:
    """The first loss of a connection by the browser, else by the publisher, while the process was really gone."""
    until = injection.until(timeline)
    gone = next(origin_spans(timeline, "gone", injection.sent_at, until + _NOTED_WITHIN), None)
    if gone is None:
        return None
    end = max(until, gone.end)
    seen = stream_cut(timeline, injection.sent_at, end) or _no_gateway(timeline, gone.start, end)
    if seen is None:
        lost = first_break(timeline, "ingest", injection.sent_at, end, "end", "reset", "refusal")
        seen = lost.sighting if lost else None
    return Sighting(seen.at, seen.witness, f"{seen.detail}; the origin's process was gone") if seen else None


def origin_stood_still(timeline: Timeline, injection: Injection) -> Sighting | None:
    """The first 0.5 s in which the browser waited for the origin's bytes while the process was really stopped."""
    until = injection.until(timeline)
    stopped = next(origin_spans(timeline, "stopped", injection.sent_at, until), None)
    if stopped is None:
        return None
    # The last bytes before a silence are noted up to 0.1 s early, and the state up to 0.05 s late.
    since, end = max(injection.sent_at, stopped.start - _NOTED_WITHIN), min(until, stopped.end)
    for leg in ("flv", "hls"):
        wait = first_silence(timeline, leg, since=since, until=end, longer_than=_SILENT)
        if wait is not None:
            detail = f"no byte on {wait.request.path} for {wait.length:.2f} s; the origin's process was stopped"
            return Sighting(wait.start, "browser", detail)
    return None


def _no_gateway(timeline: Timeline, start: float, end: float) -> Sighting | None:
    """The first request for media to which the edge said that there is no origin."""
    media = (one for one in requests(timeline) if one.leg in ("flv", "hls") and one.status == _BAD_GATEWAY)
    hits = [(one.answered_at, one.path) for one in media if one.answered_at is not None]
    hit = min((one for one in hits if start <= one[0] <= end), default=None)
    return Sighting(hit[0], "browser", f"502 (Bad Gateway) on {hit[1]}") if hit else None
