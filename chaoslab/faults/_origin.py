"""What the faults of the origin's process share."""

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

# A fault that ends or stops the origin leaves nothing of these.
WHOLE_ORIGIN = frozenset({"the origin", "the flv leg", "the hls leg", "the ingest leg"}) | WHOLE_PUBLISHER
WATCHED = StreamNeeds(origin_watched=True)
_NOTED_WITHIN = 0.25  # seconds; the process is checked every 0.05 s, a little later on a busy machine
_SILENT = 0.5  # seconds without a byte; a working stream never pauses that long
_BAD_GATEWAY = 502  # the edge's answer when the origin takes no connection


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
    """A time in which the origin's process was in one state, on the lab clock."""

    state: str
    start: float
    end: float


def origin_spans(timeline: Timeline, state: str, since: float, until: float) -> Iterator[OriginSpan]:
    """Every time in a state that began within an interval; it may last beyond it."""
    events = timeline.named(EventName.ORIGIN_CHANGED)
    for index, event in enumerate(events):
        end = events[index + 1].at if index + 1 < len(events) else timeline.end
        if event.data["state"] == state and since <= event.at <= until:
            yield OriginSpan(state, event.at, max(end, event.at))


def origin_died(timeline: Timeline, injection: Injection) -> Sighting | None:
    """The first connection that the browser lost, otherwise the publisher, while the process was really gone."""
    until = injection.until(timeline)
    gone = next(origin_spans(timeline, "gone", injection.sent_at, until + _NOTED_WITHIN), None)
    if gone is None:
        return None
    end = max(until, gone.end)
    loss = stream_cut(timeline, injection.sent_at, end) or _bad_gateway(timeline, gone.start, end)
    if loss is None:
        cut = first_break(timeline, "ingest", injection.sent_at, end, "end", "reset", "refusal")
        loss = cut.sighting if cut else None
    return Sighting(loss.at, loss.witness, f"{loss.detail}; the origin's process was gone") if loss else None


def origin_stood_still(timeline: Timeline, injection: Injection) -> Sighting | None:
    """The first 0.5 s in which the browser waited for the origin's bytes while the process was really stopped."""
    until = injection.until(timeline)
    stopped = next(origin_spans(timeline, "stopped", injection.sent_at, until), None)
    if stopped is None:
        return None
    # The last bytes before a silence are recorded up to 0.1 s early, and the state up to 0.05 s late.
    since, end = max(injection.sent_at, stopped.start - _NOTED_WITHIN), min(until, stopped.end)
    for leg in ("flv", "hls"):
        wait = first_silence(timeline, leg, since=since, until=end, longer_than=_SILENT)
        if wait is not None:
            detail = f"no byte on {wait.request.path} for {wait.length:.2f} s; the origin's process was stopped"
            return Sighting(wait.start, "browser", detail)
    return None


def _bad_gateway(timeline: Timeline, start: float, end: float) -> Sighting | None:
    """The first request for media that the edge answered with 502, for want of an origin."""
    media = (request for request in requests(timeline) if request.leg in ("flv", "hls"))
    refused = [(r.answered_at, r.path) for r in media if r.status == _BAD_GATEWAY and r.answered_at is not None]
    first = min(((at, path) for at, path in refused if start <= at <= end), default=None)
    return Sighting(first[0], "browser", f"502 (Bad Gateway) on {first[1]}") if first else None
