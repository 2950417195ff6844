"""When the page loses a WebSocket."""

from chaoslab.conditions import condition
from tests.made_timeline import ZERO, healthy


def test_it_is_met_when_a_socket_closes() -> None:
    made = healthy().socket(0.2, 6.0).socket(0.3, 8.0)
    assert condition("socket_lost").met_at(made.timeline(), ZERO + 5) == ZERO + 6


def test_a_socket_that_is_open_or_was_lost_before_does_not_meet_it() -> None:
    made = healthy().socket(0.2, 4.0).socket(4.5)
    assert condition("socket_lost").met_at(made.timeline(), ZERO + 5) is None
