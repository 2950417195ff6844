import pytest

from chaoslab.conditions.socket_lost import SocketLost
from chaoslab.conditions.socket_opened import SocketOpened
from chaoslab.evidence.signalling.connection_attempts import all_attempts, attempts, lost_at
from chaoslab.faults.blackhole import first_swallowed
from chaoslab.probes.signal_outage import SignalOutage
from chaoslab.probes.streaming_attempts import StreamingAttempts
from chaoslab.probes.streaming_delays import StreamingDelays
from chaoslab.timeline.events import EventName
from tests.made_timeline import ZERO, Made

PATH = "/socket.io/?EIO=4&transport=polling&t=x"
REFUSED = "net::ERR_CONNECTION_REFUSED"


def polled(made: Made, start: float, sid: str, end: float | None = None) -> Made:
    """A session by polling: its handshake, what the page says, and a poll that the server holds until `end`."""
    made.request(start, start + 0.02, PATH, leg="socket")
    made.request(start + 0.03, start + 0.04, f"{PATH}&sid={sid}", leg="socket")
    error = None if end is None else "net::ERR_CONNECTION_RESET"
    return made.request(start + 0.05, end, f"{PATH}&sid={sid}", leg="socket", error=error, status=None)


def moves(made: Made, at: float, sid: str, end: float | None = None) -> Made:
    """The session goes on over a WebSocket, as the page asks for once it has begun."""
    url = f"ws://127.0.0.1:1/socket.io/?EIO=4&transport=websocket&sid={sid}"
    made.add(at, EventName.SOCKET_ASKED, url=url).add(
        at + 0.01, EventName.SOCKET_OPENED, socket=sid, url=url, leg="socket"
    )
    made.says(at + 0.02, "2probe", sid).hears(at + 0.03, "3probe", sid).says(at + 0.04, "5", sid)
    return made if end is None else made.add(end, EventName.SOCKET_CLOSED, socket=sid)


def outage(*tries: float) -> Made:
    """A session lost at 5 s, tries that are refused, and one at 12 s that is taken."""
    made = polled(Made(20.0), 0.2, "a", 5.0).fault(5.0, 10.0)
    for at in tries:
        made.request(at, at + 0.003, PATH, leg="socket", error=REFUSED)
    return polled(made, 12.0, "b")


def test_attempts_by_polling_are_counted_and_timed() -> None:
    timeline = outage(5.77, 7.1, 9.7).timeline()
    assert StreamingAttempts().measure(timeline).value == 4
    assert StreamingDelays().measure(timeline).value == pytest.approx([0.77, 1.327, 2.597, 2.297], abs=0.001)


def test_a_session_that_moves_to_a_websocket_is_one_attempt() -> None:
    made = moves(polled(Made(20.0), 0.2, "a"), 0.5, "a", 5.0).fault(5.0, 6.0)
    timeline = moves(polled(made, 7.0, "b"), 7.2, "b").timeline()
    assert [round(attempt.asked_at - ZERO, 3) for attempt in all_attempts(timeline)] == [0.2, 7.0]
    assert lost_at(timeline, "streaming") == ZERO + 5.0
    assert SignalOutage().measure(timeline).value == pytest.approx(2.02)


def test_a_websocket_that_did_not_come_about_leaves_the_session_to_polling() -> None:
    made = polled(Made(20.0), 0.2, "a", 5.0)
    url = "ws://127.0.0.1:1/socket.io/?EIO=4&transport=websocket&sid=a"
    made.add(0.5, EventName.SOCKET_OPENED, socket="s", url=url, leg="socket").add(
        0.6, EventName.SOCKET_CLOSED, socket="s"
    )
    (attempt,) = attempts(made.timeline(), "streaming")
    assert attempt.connected_at == pytest.approx(ZERO + 0.22)
    assert attempt.closed_at == ZERO + 5.0


def test_a_session_that_the_server_no_longer_knows_is_lost_with_that_answer() -> None:
    made = polled(Made(20.0), 0.2, "a").request(6.0, 6.02, f"{PATH}&sid=a", leg="socket", status=400)
    (attempt,) = attempts(made.timeline(), "streaming")
    assert attempt.closed_at == pytest.approx(ZERO + 6.02)
    assert not attempt.left


def test_a_page_that_gives_its_poll_up_has_left() -> None:
    made = (
        Made(20.0).request(0.2, 0.22, PATH, leg="socket").request(0.3, None, f"{PATH}&sid=a", leg="socket", status=None)
    )
    made.add(5.0, EventName.REQUEST_FAILED, request="r2", error="net::ERR_ABORTED", canceled=True)
    (attempt,) = attempts(made.timeline(), "streaming")
    assert (attempt.closed_at, attempt.left) == (ZERO + 5.0, True)


def test_two_sessions_of_a_page_are_told_apart_by_their_query() -> None:
    made = Made(20.0).request(0.2, 0.22, f"{PATH}&ns=chat", leg="socket").request(0.3, 0.32, PATH, leg="socket")
    timeline = made.timeline()
    assert (len(attempts(timeline, "chat")), len(attempts(timeline, "streaming"))) == (1, 1)


def test_conditions_hear_of_sessions_by_polling() -> None:
    timeline = outage(5.77).timeline()
    assert SocketLost().met_at(timeline, ZERO + 1.0) == ZERO + 5.0
    assert SocketOpened().met_at(timeline, ZERO + 6.0) == pytest.approx(ZERO + 12.02)


def test_a_poll_that_the_server_holds_is_no_black_hole() -> None:
    assert first_swallowed(polled(Made(20.0), 0.2, "a").timeline(), "socket", ZERO + 0.0, ZERO + 19.0) is None


def test_a_handshake_that_nobody_answers_is_one() -> None:
    made = Made(20.0).request(6.0, None, PATH, leg="socket", status=None)
    assert first_swallowed(made.timeline(), "socket", ZERO + 5.0, ZERO + 19.0) is not None
