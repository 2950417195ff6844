"""The requests of a trial, each put together from its events."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from chaoslab.clock import CLOCK_UNCERTAINTY, NETWORK_UNCERTAINTY
from chaoslab.evidence.network.media_kind import MediaKind, kind_of_media
from chaoslab.evidence.network.sockets import created, sockets
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

_SAME_CALL = 0.1  # seconds within which a fetch and a request for the same URL are the same

_TELLING = (
    EventName.REQUEST_STARTED,
    EventName.REQUEST_ANSWERED,
    EventName.REQUEST_FINISHED,
    EventName.REQUEST_FAILED,
    EventName.PAGE_CRASHED,
)

HLS_SESSION = 12.0  # seconds between two HLS requests up to which they are one session, not a reopened stream


@dataclass(frozen=True, slots=True)
class Request:
    """One request as the browser saw it; times are on the lab clock, None if that never happened.

    A redirected one has the URL and the leg of where it led, and the time at which it began.
    """

    id: str
    url: str
    leg: str | None
    started_at: float
    answered_at: float | None = None
    status: int | None = None
    ended_at: float | None = None
    error: str | None = None  # e.g. "net::ERR_CONNECTION_REFUSED"; None if it finished or still runs
    canceled: bool = False  # given up by the page itself
    asked_at: float | None = None  # when the page itself called fetch; None if that was not seen (a worker, XHR)
    told_at: float | None = None  # when the page itself learned of the end
    hops: tuple[tuple[str, str | None], ...] = ()  # URL and leg of each that answered with a redirect, in order
    mime: str = ""  # of the answer
    resource: str = ""  # what the browser took it for: "Script", "Fetch", …
    named: bool = False  # a playlist that the page read names it

    @property
    def refused(self) -> bool:
        """The answer was an error, such as 404."""
        return self.status is not None and self.status >= 400

    @property
    def loaded_at(self) -> float | None:
        """When an answer came that was not a refusal."""
        return None if self.refused else self.answered_at

    @property
    def path(self) -> str:
        """Path of the URL without query."""
        return urlsplit(self.url).path

    @property
    def called(self) -> str:
        """The URL that was asked for at first."""
        return self.hops[0][0] if self.hops else self.url

    @property
    def media(self) -> MediaKind | None:
        """What it is of a stream, by where it led or else by what was asked for; None if it is no part of one."""
        at_last = kind_of_media(self.path, leg=self.leg, mime=self.mime, resource=self.resource, named=self.named)
        hops = (kind_of_media(urlsplit(url).path, leg=leg, resource=self.resource) for url, leg in self.hops)
        return at_last or next(filter(None, hops), None)

    @property
    def is_long_poll(self) -> bool:
        """A request of Engine.IO that the server holds until it has something to say: its silence means nothing."""
        query = parse_qs(urlsplit(self.url).query)
        return query.get("transport") == ["polling"] and "sid" in query

    @property
    def is_flv(self) -> bool:
        """An HTTP-FLV stream."""
        return self.media == "flv"

    @property
    def is_playlist(self) -> bool:
        """An HLS playlist, master or media."""
        return self.media == "playlist"

    @property
    def is_segment(self) -> bool:
        """A piece of an HLS stream."""
        return self.media == "segment"

    @property
    def is_media(self) -> bool:
        """An FLV stream, or a part of an HLS stream."""
        return self.media is not None


@once_per_timeline
def requests(timeline: Timeline) -> tuple[Request, ...]:
    """All requests in the order in which they started, but no preflights: they are the browser's, not the player's.

    A stream that comes over a WebSocket is one too.

    The browser ends what a page has open when it crashes, but tells nobody.
    """
    by_id: dict[str, Request] = {}
    for event in timeline.named(*_TELLING):
        if event.name is EventName.PAGE_CRASHED:
            by_id = {key: _crashed(request, event.at) for key, request in by_id.items()}
        elif event.name is EventName.REQUEST_STARTED:
            _begin(by_id, event)
        elif (key := str(event.data["request"])) in by_id:
            by_id[key] = replace(by_id[key], **_progress(event.name, event.at, event.data))
    names = {str(name) for event in timeline.named(EventName.PLAYLIST_READ) for name in event.data["segments"]}
    made = [replace(request, named=request.path.rpartition("/")[2] in names) for request in by_id.values()]
    seen = [*_as_the_page_saw(made, timeline), *_streams_over_websocket(timeline)]
    return tuple(sorted(seen, key=lambda request: request.started_at))


def _streams_over_websocket(timeline: Timeline) -> Iterator[Request]:
    asked_at = created(timeline).of_socket
    for socket in sockets(timeline):
        stream = Request(
            socket.id,
            socket.url,
            socket.leg,
            socket.opened_at,
            answered_at=socket.heard_at,
            ended_at=socket.closed_at,
            asked_at=asked_at.get(socket.id),
            resource="WebSocket",
        )
        if stream.is_media:
            yield stream


def _begin(by_id: dict[str, Request], event: Event) -> None:
    key, url, leg = str(event.data["request"]), event.data["url"], event.data.get("leg")
    if event.data.get("method") == "OPTIONS":
        return
    if key in by_id:  # a redirect: the browser tells of the new URL under the same id
        before = by_id[key]
        by_id[key] = replace(before, url=url, leg=leg, hops=(*before.hops, (before.url, before.leg)))
    else:
        by_id[key] = Request(key, url, leg, event.at, resource=event.data.get("kind", ""))


def _crashed(request: Request, at: float) -> Request:
    return request if request.ended_at is not None else replace(request, ended_at=at, error="the page crashed")


def _progress(name: EventName, at: float, data: Mapping[str, Any]) -> dict[str, Any]:
    if name is EventName.REQUEST_ANSWERED:
        return {"answered_at": at, "status": data.get("status"), "mime": data.get("mime") or ""}
    if name is EventName.REQUEST_FINISHED:
        return {"ended_at": at}
    return {"ended_at": at, "error": data.get("error") or "failed", "canceled": bool(data.get("canceled"))}


def _as_the_page_saw(made: list[Request], timeline: Timeline) -> Iterator[Request]:
    """Give each request the page's own stamps: the browser's are up to 2 ms before or after what the page saw."""
    calls: defaultdict[str, list[Event]] = defaultdict(list)
    for event in timeline.named(EventName.FETCH_CALLED):
        calls[event.data["url"]].append(event)
    ends = {e.data["call"]: e.at for e in timeline.named(EventName.FETCH_FAILED, EventName.FETCH_ENDED)}
    for request in made:
        waiting = calls[request.called]
        call = next((event for event in waiting if abs(event.at - request.started_at) <= _SAME_CALL), None)
        if call is None:
            yield request
        else:
            waiting.remove(call)
            yield replace(request, asked_at=call.at, told_at=ends.get(call.data["call"]))


def asked(request: Request) -> tuple[float, float]:
    """(when a player asked, uncertainty): by the page's own call if that was seen, else by the network stack."""
    if request.asked_at is not None:
        return request.asked_at, CLOCK_UNCERTAINTY
    return request.started_at, NETWORK_UNCERTAINTY


def next_media_request(timeline: Timeline, after: float) -> tuple[float, float] | None:
    """(when, uncertainty) of the first request for FLV or HLS after an instant; None if there was none."""
    moments = (asked(request) for request in requests(timeline) if request.is_media)
    return min((moment for moment in moments if moment[0] > after), default=None)
