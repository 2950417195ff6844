from chaoslab.evidence.network.requests import requests
from chaoslab.evidence.network.sockets import sockets
from chaoslab.faults.proxy_down import ProxyDown
from chaoslab.probes.flv_retries import FlvRetries
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from tests.made_timeline import ZERO, Made

URL = "ws://127.0.0.1:1/live/live/k.flv"


def stream(made: Made, start: float, end: float | None, key: str, *, flows: bool = True) -> Made:
    made.add(start, EventName.SOCKET_ASKED, url=URL)
    made.add(start + 0.005, EventName.SOCKET_OPENED, socket=key, url=URL, leg="flv")
    if flows:
        made.flows(start + 0.1, 20.0 if end is None else end, key)
    return made if end is None else made.add(end, EventName.SOCKET_CLOSED, socket=key)


def test_a_stream_over_a_websocket_is_flv() -> None:
    (flv,) = requests(stream(Made(20.0), 1.0, None, "w").timeline())
    assert (flv.is_flv, flv.leg, flv.asked_at, flv.ended_at) == (True, "flv", ZERO + 1.0, None)
    assert flv.loaded_at is not None


def test_signalling_is_no_stream() -> None:
    assert requests(Made(20.0).socket(1.0).timeline()) == ()


def test_one_that_flowed_was_accepted_though_it_said_nothing_in_words() -> None:
    made = stream(stream(Made(20.0), 1.0, 5.0, "w"), 6.0, 6.01, "x", flows=False)
    assert [socket.connected_at is not None for socket in sockets(made.timeline())] == [True, False]


def test_a_cut_is_witnessed_and_what_follows_is_a_retry() -> None:
    made = stream(Made(20.0), 0.2, 5.01, "w").fault(5.0, 9.0)
    timeline = stream(stream(made, 6.01, 6.02, "x", flows=False), 9.5, None, "y").timeline()
    seen = ProxyDown(leg="flv").witness(timeline, Injection(0, ZERO + 5.0, ZERO + 5.004, ZERO + 9.0))
    assert seen is not None
    assert seen.detail == "WebSocket closed"
    assert FlvRetries().measure(timeline).value == 2


def test_a_stream_that_the_player_replaced_by_another_was_not_cut() -> None:
    made = stream(stream(Made(20.0), 0.2, 6.0, "w").fault(5.0, 9.0), 6.05, None, "x")
    assert ProxyDown(leg="flv").witness(made.timeline(), Injection(0, ZERO + 5.0, ZERO + 5.004, ZERO + 9.0)) is None
