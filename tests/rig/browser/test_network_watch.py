"""The browser's network events as ours."""

import pytest

from chaoslab.evidence.network.requests import requests
from chaoslab.legs.page_routes import PageOrigin, PageRoutes
from chaoslab.rig.browser.network_watch import NetworkWatch
from chaoslab.run.recording import Recording
from chaoslab.timeline.events import EventName
from tests.rig.fake_session import FakeSession


async def watched() -> tuple[FakeSession, Recording]:
    session, record = FakeSession(), Recording()
    await NetworkWatch(record, {4001: "flv", 4002: "socket"}).begin(session)
    return session, record


def asked(session: FakeSession, url: str, at: float = 10.0) -> None:
    request = {"url": url, "method": "GET"}
    session.emit("Network.requestWillBeSent", requestId="1", request=request, type="Fetch", timestamp=at)


async def test_a_request_is_told_by_its_port_to_be_on_a_leg() -> None:
    session, record = await watched()
    asked(session, "http://127.0.0.1:4001/live/live/k.flv")
    (request,) = requests(record.so_far())
    assert (request.leg, request.is_flv, request.started_at) == ("flv", True, 10.0)


async def test_its_failure_carries_the_browsers_words_and_the_lab_clock() -> None:
    session, record = await watched()
    asked(session, "http://127.0.0.1:4001/live/live/k.flv")
    session.emit("Network.loadingFailed", requestId="1", errorText="net::ERR_CONNECTION_REFUSED", timestamp=10.5)
    (request,) = requests(record.so_far())
    assert (request.ended_at, request.error, request.canceled) == (10.5, "net::ERR_CONNECTION_REFUSED", False)


@pytest.mark.parametrize(
    ("reported", "noted"),
    [
        ({"corsErrorStatus": {"corsError": "WildcardOriginNotAllowed"}}, {"cors": "WildcardOriginNotAllowed"}),
        ({"blockedReason": "csp"}, {"blocked": "csp"}),
        ({"corsErrorStatus": None}, {}),
    ],
)
async def test_what_the_browser_blocked_itself_carries_its_reason(
    reported: dict[str, object], noted: dict[str, str]
) -> None:
    session, record = await watched()
    asked(session, "http://127.0.0.1:4001/live/live/k.flv")
    session.emit("Network.loadingFailed", requestId="1", errorText="net::ERR_FAILED", timestamp=10.5, **reported)
    (failed,) = record.so_far().named(EventName.REQUEST_FAILED)
    assert failed.data == {"request": "1", "error": "net::ERR_FAILED", "canceled": False, **noted}


async def test_bytes_are_noted_each_tenth_of_a_second_and_at_the_end_so_that_they_add_up() -> None:
    session, record = await watched()
    asked(session, "http://127.0.0.1:4001/live/live/k.flv")
    for at, size in ((10.1, 500), (10.13, 300), (10.15, 200), (10.25, 100), (10.3, 50)):
        session.emit("Network.dataReceived", requestId="1", dataLength=size, timestamp=at)
    session.emit("Network.loadingFailed", requestId="1", errorText="net::ERR_CONNECTION_RESET", timestamp=12.0)
    flowed = record.so_far().named(EventName.REQUEST_FLOWED)
    assert [(event.at, event.data["bytes"], event.data["pieces"]) for event in flowed] == [
        (10.1, 500, 1),
        (10.25, 600, 3),
        (10.3, 50, 1),
    ]


async def test_what_is_loaded_from_the_page_itself_is_no_request() -> None:
    session, record = await watched()
    asked(session, "blob:http://127.0.0.1/1")
    asked(session, "data:text/plain,x")
    assert record.so_far().events == ()


async def test_a_web_socket_is_followed_from_opening_to_closing() -> None:
    session, record = await watched()
    session.emit("Network.webSocketCreated", requestId="7", url="ws://127.0.0.1:4002/socket.io/")
    frame = {"payloadData": "2probe"}
    session.emit("Network.webSocketFrameSent", requestId="7", response=frame, timestamp=1.0)
    session.emit("Network.webSocketFrameReceived", requestId="7", response=frame, timestamp=2.0)
    session.emit("Network.webSocketClosed", requestId="7", timestamp=3.0)
    timeline = record.so_far()
    opened = timeline.first(EventName.SOCKET_OPENED)
    assert opened is not None
    assert opened.data["leg"] == "socket"
    closed = timeline.first(EventName.SOCKET_CLOSED)
    assert closed is not None
    assert closed.at == 3.0


@pytest.mark.parametrize(("path", "leg"), [("/live/live/k.flv", "flv"), ("/hls/k.m3u8", "hls"), ("/watch/k", "page")])
async def test_on_a_page_s_own_origin_the_path_tells_the_leg(path: str, leg: str) -> None:
    session, record = FakeSession(), Recording()
    page = PageOrigin(4003, PageRoutes("http://127.0.0.1:3000"))
    await NetworkWatch(record, {4001: "api"}, page).begin(session)
    asked(session, f"http://127.0.0.1:4003{path}")
    (request,) = requests(record.so_far())
    assert request.leg == leg


async def test_so_it_does_for_web_sockets_and_for_patterns_of_one_s_own() -> None:
    session, record = FakeSession(), Recording()
    page = PageOrigin(4003, PageRoutes("http://127.0.0.1:3000", {"socket": ("/ws",)}))
    await NetworkWatch(record, {}, page).begin(session)
    for path in ("/ws", "/socket.io/?EIO=4"):
        session.emit("Network.webSocketCreated", requestId="7", url=f"ws://127.0.0.1:4003{path}")
    opened = record.so_far().named(EventName.SOCKET_OPENED)
    assert [event.data["leg"] for event in opened] == ["socket", "page"]
