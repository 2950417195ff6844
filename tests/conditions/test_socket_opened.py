"""When the server accepts a WebSocket."""

import pytest

from chaoslab.conditions import condition
from tests.made_timeline import ZERO, healthy


def test_it_is_met_when_the_server_has_accepted_a_socket() -> None:
    made = healthy().socket(0.2, 6.0).socket(7.0)
    assert condition("socket_opened").met_at(made.timeline(), ZERO + 5) == pytest.approx(ZERO + 7.02)


def test_a_failed_attempt_or_a_socket_accepted_before_does_not_meet_it() -> None:
    made = healthy().socket(0.2).socket(7.0, 7.1, taken=False)
    assert condition("socket_opened").met_at(made.timeline(), ZERO + 5) is None
