"""Whether the player used what is to be harmed."""

from chaoslab.experiment.method.step import Step
from chaoslab.judge.unused_legs import unused_legs, why_unused
from tests.made_timeline import ZERO, healthy


def harming(*legs: str) -> Step:
    return Step(at=5, lasting=1, fault="proxy_down", settings={"leg": list(legs)})


def test_a_leg_with_a_request_or_a_websocket_is_used() -> None:
    made = healthy().socket(0.2).timeline()
    assert list(unused_legs(harming("flv", "socket"), made, before=ZERO + 5)) == []


def test_one_without_is_not_nor_one_that_is_used_later() -> None:
    made = healthy().hls(6.0).timeline()
    assert list(unused_legs(harming("flv", "hls", "api"), made, before=ZERO + 5)) == ["hls", "api"]
    assert list(unused_legs(harming("hls"), made, before=ZERO + 9)) == []


def test_what_the_lab_uses_itself_is_not_for_the_player_to_use() -> None:
    assert list(unused_legs(harming("ingest", "redis"), healthy().timeline(), before=ZERO + 5)) == []
    assert list(unused_legs(Step(at=1, lasting=1, fault="tab_hide"), healthy().timeline(), before=ZERO)) == []


def test_it_is_said_in_words() -> None:
    assert why_unused(["hls"], "before the fault") == "the player asked for nothing on the hls leg before the fault"
