"""Attempts of WebSockets, on made timelines."""

import pytest

from chaoslab.evidence.signalling.connection_attempts import (
    all_attempts,
    attempts,
    channel_of,
    lost_at,
    pauses,
    why_not_followed,
)
from chaoslab.timeline.events import EventName
from tests.made_timeline import ZERO, Made, healthy, signal_outage


@pytest.mark.parametrize(
    ("url", "channel"),
    [
        ("ws://h/socket.io/?ns=chat&EIO=4", "chat"),
        ("ws://h/socket.io/?EIO=4&ns=streaming", "streaming"),
        ("ws://h/socket.io/?EIO=4", "streaming"),
        ("ws://h/socket?ns=", "streaming"),
    ],
)
def test_the_address_tells_the_connections_apart(url: str, channel: str) -> None:
    assert channel_of(url) == channel


def test_an_attempt_carries_the_pages_own_stamp() -> None:
    (attempt,) = all_attempts(healthy(20.0).socket(0.5, 9.0).timeline())
    assert [attempt.asked_at, attempt.connected_at, attempt.closed_at] == pytest.approx(
        [ZERO + 0.5, ZERO + 0.52, ZERO + 9.0]
    )
    assert attempt.seen_in_page
    assert not attempt.failed


def test_a_socket_that_the_server_never_took_has_failed() -> None:
    (attempt,) = all_attempts(healthy(20.0).socket(0.5, 0.6, taken=False).timeline())
    assert attempt.failed


def test_a_server_that_speaks_but_lets_nobody_in_has_not_taken_it() -> None:
    made = (
        healthy(20.0)
        .socket(0.5, 0.9, taken=False)
        .hears(0.6, '0{"sid":"x"}')
        .hears(0.7, '44/streaming,{"message":"no"}')
    )
    (attempt,) = all_attempts(made.timeline())
    assert attempt.failed


def test_another_protocol_is_taken_with_its_first_word() -> None:
    (attempt,) = all_attempts(healthy(20.0).socket(0.5, taken=False).hears(0.6, "welcome").timeline())
    assert attempt.connected_at == pytest.approx(ZERO + 0.6)


def test_two_sockets_of_one_address_keep_their_own_stamps() -> None:
    made = healthy(20.0).socket(0.5).socket(0.502).socket(3.0)
    assert [attempt.asked_at for attempt in all_attempts(made.timeline())] == pytest.approx(
        [ZERO + 0.5, ZERO + 0.502, ZERO + 3]
    )


def test_one_that_the_browser_refused_itself_is_an_attempt_that_failed() -> None:
    made = healthy(20.0).socket(0.5)
    made.add(6.0, EventName.SOCKET_ASKED, url="ws://127.0.0.1:2/socket.io/?ns=streaming&EIO=4")
    first, second = attempts(made.timeline(), "streaming")
    assert (first.failed, second.failed) == (False, True)


def test_sockets_of_other_servers_are_none_of_these() -> None:
    made = healthy(20.0).socket(0.5, leg=None)
    made.add(1.0, EventName.SOCKET_ASKED, url="wss://statistics.example/")
    assert all_attempts(made.timeline()) == ()


def test_a_connection_that_the_page_left_ended_with_its_leave() -> None:
    made = healthy(20.0).socket(0.5, 9.0).says(6.0, "41/streaming,")
    (attempt,) = all_attempts(made.timeline())
    assert attempt.closed_at == pytest.approx(ZERO + 6.0)
    assert attempt.left


def test_what_the_page_left_is_not_lost_and_nothing_waits_for_it() -> None:
    timeline = healthy(20.0).fault(5.0, 9.0).socket(0.5, 9.0).says(6.0, "41/streaming,").timeline()
    assert pauses(timeline, "streaming") == ()
    assert lost_at(timeline, "streaming") is None
    assert why_not_followed(timeline, "streaming") == "the streaming connection was not lost"


def test_a_first_connection_under_a_fault_on_something_else_was_not_lost() -> None:
    timeline = Made(20.0).fault(0.0, 9.0, kind="publisher_stop").socket(0.5).timeline()
    assert why_not_followed(timeline, "streaming") == "the streaming connection was not lost"


def test_failures_in_a_row_are_counted_up_to_each_pause() -> None:
    broken_off = pauses(signal_outage(40.0, [0.5, 1.0, 2.0]).timeline(), "streaming")
    assert [pause.failures for pause in broken_off] == [0, 1, 2, 3]
    assert [pause.ended for pause in broken_off] == [True, True, True, False]
