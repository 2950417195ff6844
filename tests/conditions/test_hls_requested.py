"""When the player asks for a playlist."""

from chaoslab.conditions import condition
from tests.made_timeline import ZERO, healthy


def test_it_is_met_when_the_first_such_request_begins() -> None:
    made = (
        healthy().request(6.0, None, "/hls/k.m3u8", leg="hls").request(7.0, None, "/hls/k.m3u8", leg="hls").timeline()
    )
    assert condition("hls_requested").met_at(made, ZERO + 5) == ZERO + 6


def test_a_request_from_before_or_another_one_does_not_meet_it() -> None:
    made = (
        healthy()
        .request(4.0, 4.5, "/hls/k.m3u8", leg="hls")
        .request(6.0, None, "/live/live/k.flv", leg="api")
        .timeline()
    )
    assert condition("hls_requested").met_at(made, ZERO + 5) is None
