"""What a page waits for on its WebSockets, on made timelines."""

import pytest

from chaoslab.evidence.signalling.socket_waits import first_wait
from tests.made_timeline import ZERO, Made, healthy


def wait(made: Made, longer_than: float = 0.5) -> tuple[float, float, str] | None:
    first = first_wait(made.timeline(), "socket", since=ZERO + 5, until=ZERO + 60, longer_than=longer_than)
    return None if first is None else (round(first.start - ZERO, 3), round(first.length, 3), first.what)


def test_a_ping_is_due_so_long_after_the_one_before_as_the_server_said() -> None:
    made = healthy(80.0).socket(0.0).hears(25.01, "2").hears(52.0, "2").hears(77.0, "2")
    assert wait(made) == (50.01, 1.99, "a ping")


def test_a_ping_that_never_comes_is_waited_for_until_the_socket_ends() -> None:
    assert wait(healthy(80.0).socket(0.0, 45.0)) == (25.01, 19.99, "a ping")


def test_pings_in_time_are_no_wait() -> None:
    made = healthy(80.0).socket(0.0).hears(25.01, "2").hears(50.02, "2").hears(75.03, "2")
    assert wait(made) is None


def test_a_server_that_says_nothing_at_first_is_waited_for() -> None:
    assert wait(healthy(80.0).socket(6.0, 11.0, taken=False)) == (6.004, 4.996, "the server's first message")


def test_answers_are_told_apart_by_their_numbers() -> None:
    made = healthy(20.0).socket(0.2)
    made.says(6.0, '42/chat,1["a"]').says(6.1, '42/chat,2["b"]').hears(6.2, "43/chat,1[]").hears(8.1, "43/chat,2[]")
    assert wait(made) == (6.1, 2.0, "an answer")


def test_an_event_that_wants_no_answer_is_none_that_is_waited_for() -> None:
    assert wait(healthy(20.0).socket(0.2).says(6.0, '42/chat,["a"]')) is None


@pytest.mark.parametrize("first", ['0{"sid"', '0{"sid":"x"}', "hello"])
def test_a_first_word_that_says_nothing_of_pings_promises_none(first: str) -> None:
    made = healthy(80.0).socket(0.0, taken=False).hears(0.1, first)
    assert wait(made) is None
