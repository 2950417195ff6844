"""What a page did about its signalling, in words."""

import pytest

from chaoslab.judge.signalling_sentence import losses, signalling_acts
from chaoslab.probes import Measurement, Value
from tests.made_timeline import healthy


def acts(*, censored: tuple[str, ...] = (), **values: Value) -> tuple[str, ...]:
    said = signalling_acts(
        {name: Measurement(name=name, value=value, censored=name in censored) for name, value in values.items()}
    )
    return tuple(one.text for one in said)


def test_attempts_are_told_by_the_first_and_the_longest_wait() -> None:
    assert acts(streaming_delays=(0.6, 1.2, 4.9)) == (
        "tried the signalling server again 3 times (first after 0.6 s, at most 4.9 s apart)",
    )
    assert acts(streaming_delays=(0.6,), signal_outage=0.7) == (
        "tried the signalling server again after 0.6 s",
        "was without it for 0.7 s",
    )
    assert acts(streaming_delays=()) == ("did not try the signalling server again",)


def test_a_connection_that_was_lost_long_after_the_fault_says_when() -> None:
    made = healthy(30.0).fault(5.0, 20.0).socket(0.2, 15.0).socket(15.6)
    lost = losses(made.timeline())
    one, many = (
        signalling_acts({"streaming_delays": Measurement(name="streaming_delays", value=value)}, lost)[0].text
        for value in ((0.6,), (0.6, 1.2))
    )
    assert one == "tried the signalling server again after 0.6 s (it was lost at 15.0 s)"
    assert many.endswith(" 2 times (it was lost at 15.0 s; first after 0.6 s, at most 1.2 s apart)")
    assert losses(healthy(30.0).fault(5.0, 20.0).socket(0.2, 5.02).socket(5.6).timeline()) == {}


def test_the_first_wait_is_not_between_two_attempts() -> None:
    assert acts(streaming_delays=(4.9, 0.6, 1.2)) == (
        "tried the signalling server again 3 times (first after 4.9 s, at most 1.2 s apart)",
    )
    assert acts(streaming_delays=(0.6, 1.2)) == (
        "tried the signalling server again 2 times (first after 0.6 s, at most 1.2 s apart)",
    )


def test_a_connection_that_is_not_back_is_told_so() -> None:
    assert acts(streaming_delays=(), signal_outage=48.0, censored=("signal_outage",)) == (
        "did not try the signalling server again",
        "was without it to the end, for 48.0 s",
    )


def test_what_was_missing_is_named_where_nothing_else_names_it() -> None:
    assert acts(signal_outage=0.7) == ("was without the signalling server for 0.7 s",)
    assert acts(chat_delays=(0.5,), signal_outage=0.7) == (
        "tried the chat again after 0.5 s",
        "was without the signalling server for 0.7 s",
    )


def test_the_chat_is_told_of_where_it_alone_was_lost() -> None:
    assert acts(streaming_delays=None, chat_delays=(0.5,)) == ("tried the chat again after 0.5 s",)


def test_a_herd_is_told_by_its_peak() -> None:
    assert acts(reconnect_peak=8.0, viewer_count=10) == ("came back with at most 8 connections a second",)
    assert acts(reconnect_peak=1.0, viewer_count=2) == ("came back with at most 1 connection a second",)
    assert acts(reconnect_peak=2.0, viewer_count=1) == ()


def test_an_end_that_was_kept_and_one_that_was_not() -> None:
    assert acts(ended_shown=True, requests_after_end=0) == ("said that it is over", "asked for nothing more")
    assert acts(ended_shown=False, requests_after_end=3) == (
        "did not say at the end of observation that it is over",
        "asked for something 3 more times",
    )


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "nothing more"), (1, "something once more"), (2, "something 2 more times"), (14, "something 14 more times")],
)
def test_requests_after_the_end_are_counted(count: int, text: str) -> None:
    assert acts(requests_after_end=count) == (f"asked for {text}",)


def test_what_was_not_measured_is_not_told() -> None:
    assert acts(streaming_delays=None, signal_outage=None, ended_shown=None, requests_after_end=None) == ()
