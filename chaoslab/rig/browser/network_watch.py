"""What the browser's network stack reports: requests and WebSockets, on the lab clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

from chaoslab import clock
from chaoslab.legs.leg import Leg
from chaoslab.legs.page_routes import PageOrigin, leg_of
from chaoslab.timeline.events import FLOW_STEP, Event, EventName, Sink


class CdpSession(Protocol):
    """What watching needs of a session of the Chrome DevTools Protocol; `Session` is the one on a real page."""

    def on(self, event: str, handler: Any) -> Any: ...
    async def send(self, method: str, params: dict[str, Any] | None = None) -> Any: ...


@dataclass
class _Flow:
    """Bytes of one request that are not noted yet, in how many pieces they came, and when some were last noted."""

    bytes: int = 0
    pieces: int = 0
    noted_at: float = 0.0
    last: Mapping[str, Any] = field(default_factory=dict)  # what reported the last piece


class NetworkWatch:
    """Turns CDP Network events into ours. Their `timestamp` is CLOCK_MONOTONIC in seconds: the lab clock itself."""

    def __init__(self, sink: Sink, ports: Mapping[int, Leg], page: PageOrigin | None = None) -> None:
        self._sink = sink
        self._ports = ports
        self._page = page
        self._flowing: dict[str, _Flow] = {}
        self._handlers = {
            "Network.requestWillBeSent": self._started,
            "Network.responseReceived": self._answered,
            "Network.dataReceived": self._flowed,
            "Network.loadingFinished": self._finished,
            "Network.loadingFailed": self._failed,
            "Network.webSocketCreated": self._socket_opened,
            "Network.webSocketFrameSent": self._socket_sent,
            "Network.webSocketFrameReceived": self._socket_received,
            "Network.webSocketClosed": self._socket_closed,
        }

    async def begin(self, session: CdpSession) -> None:
        """Listen, then switch the domain on."""
        for event, handler in self._handlers.items():
            session.on(event, handler)
        await session.send("Network.enable")

    def hear(self, event: str, params: Mapping[str, Any], *, of: str) -> None:
        """Take in an event of another network, such as a worker's; `of` keeps its request ids apart."""
        handler = self._handlers.get(event)
        if handler is not None:
            handler({**params, "requestId": f"{of}{params['requestId']}"})

    def _emit(self, name: EventName, params: Mapping[str, Any], **data: Any) -> None:
        # webSocketCreated alone carries no time; its arrival is within a few ms, which no figure rests on.
        self._sink(Event(float(params.get("timestamp", clock.now())), name, data))

    def _started(self, params: Mapping[str, Any]) -> None:
        request = params["request"]
        url = request["url"]
        if urlsplit(url).scheme in ("http", "https"):
            self._emit(
                EventName.REQUEST_STARTED,
                params,
                request=params["requestId"],
                url=url,
                leg=self._leg(url),
                method=request["method"],
                kind=params.get("type", ""),
            )

    def _answered(self, params: Mapping[str, Any]) -> None:
        response = params["response"]
        status, mime = response["status"], response["mimeType"]
        self._emit(EventName.REQUEST_ANSWERED, params, request=params["requestId"], status=status, mime=mime)

    def _flowed(self, params: Mapping[str, Any]) -> None:
        flow = self._flowing.setdefault(params["requestId"], _Flow())
        flow.bytes, flow.pieces, flow.last = flow.bytes + int(params["dataLength"]), flow.pieces + 1, params
        if float(params["timestamp"]) - flow.noted_at >= FLOW_STEP:
            self._note(flow)

    def _note(self, flow: _Flow) -> None:
        request = flow.last["requestId"]
        self._emit(EventName.REQUEST_FLOWED, flow.last, request=request, bytes=flow.bytes, pieces=flow.pieces)
        flow.bytes, flow.pieces, flow.noted_at = 0, 0, float(flow.last["timestamp"])

    def _ended(self, params: Mapping[str, Any]) -> None:
        """Note the last bytes, so that those of a request add up."""
        if (flow := self._flowing.pop(params["requestId"], None)) and flow.pieces:
            self._note(flow)

    def _finished(self, params: Mapping[str, Any]) -> None:
        self._ended(params)
        size = int(params["encodedDataLength"])
        self._emit(EventName.REQUEST_FINISHED, params, request=params["requestId"], bytes=size)

    def _failed(self, params: Mapping[str, Any]) -> None:
        self._ended(params)
        canceled = bool(params.get("canceled", False))
        facts = {"request": params["requestId"], "error": params["errorText"], "canceled": canceled}
        if cors := (params.get("corsErrorStatus") or {}).get("corsError"):
            facts["cors"] = cors
        if blocked := params.get("blockedReason"):
            facts["blocked"] = blocked
        self._emit(EventName.REQUEST_FAILED, params, **facts)

    def _socket_opened(self, params: Mapping[str, Any]) -> None:
        url = params["url"]
        self._emit(EventName.SOCKET_OPENED, params, socket=params["requestId"], url=url, leg=self._leg(url))

    def _socket_sent(self, params: Mapping[str, Any]) -> None:
        self._emit(EventName.SOCKET_SENT, params, socket=params["requestId"], text=_text(params))

    def _socket_received(self, params: Mapping[str, Any]) -> None:
        self._emit(EventName.SOCKET_RECEIVED, params, socket=params["requestId"], text=_text(params))

    def _socket_closed(self, params: Mapping[str, Any]) -> None:
        self._emit(EventName.SOCKET_CLOSED, params, socket=params["requestId"])

    def _leg(self, url: str) -> Leg | None:
        port = urlsplit(url).port or 0
        if self._page is not None and port == self._page.port:
            return leg_of(url, self._page.routes.patterns)
        return self._ports.get(port)


def _text(params: Mapping[str, Any]) -> str:
    return str(params["response"].get("payloadData", ""))
