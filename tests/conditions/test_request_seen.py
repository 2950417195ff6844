"""When the player asks for media."""

import pytest

from chaoslab.conditions import condition
from tests.made_timeline import ZERO, healthy


@pytest.mark.parametrize(("leg", "path"), [("flv", "/live/live/k.flv"), ("hls", "/hls/k.m3u8")])
def test_it_is_met_when_the_first_such_request_begins(leg: str, path: str) -> None:
    made = healthy().request(6.0, None, path, leg=leg).request(7.0, None, path, leg=leg).timeline()
    assert condition("request_seen").met_at(made, ZERO + 5) == ZERO + 6


def test_a_request_from_before_or_another_one_does_not_meet_it() -> None:
    made = (
        healthy()
        .request(4.0, 4.5, "/live/live/k.flv", leg="flv")
        .request(6.0, None, "/api/viewers", leg="api")
        .timeline()
    )
    assert condition("request_seen").met_at(made, ZERO + 5) is None
