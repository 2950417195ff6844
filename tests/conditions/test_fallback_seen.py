"""When the first picture over HLS is seen."""

from chaoslab.conditions import condition
from tests.made_timeline import ZERO, healthy, outage


def test_it_is_met_by_the_first_picture_that_only_hls_can_have_brought() -> None:
    at = condition("fallback_seen").met_at(outage(returns_at=13.0).timeline(), ZERO + 5)
    assert at is not None
    assert abs(at - (ZERO + 13)) < 0.04


def test_a_player_that_only_asks_for_hls_has_not_fallen_back() -> None:
    assert condition("fallback_seen").met_at(outage(returns_at=None).timeline(), ZERO + 5) is None


def test_pictures_over_flv_are_no_fallback() -> None:
    assert condition("fallback_seen").met_at(healthy().timeline(), ZERO + 5) is None
