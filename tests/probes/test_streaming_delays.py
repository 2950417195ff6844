"""Streaming delays, on made timelines."""

import pytest

from chaoslab.probes import probe
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy, signal_outage

BACKOFF = (0.5, 1.0, 2.0, 4.0)


def test_each_delay_counts_from_the_failure_that_it_answers() -> None:
    measurement = probe("streaming_delays").measure(signal_outage(40.0, BACKOFF).timeline())
    assert measurement.value == pytest.approx(BACKOFF)
    assert measurement.uncertainty == 0.005


def test_a_connection_that_was_taken_again_and_lost_again_counts_from_its_end() -> None:
    made = signal_outage(40.0, [0.5], last_taken=True)
    made.socket(20.7, None)
    timeline = made.add(20.0, EventName.SOCKET_CLOSED, socket="s2").timeline()
    assert probe("streaming_delays").measure(timeline).value == pytest.approx((0.5, 0.7))


def test_the_chat_is_another_connection() -> None:
    made = signal_outage(40.0, BACKOFF).socket(0.3, 5.1, ns="chat").socket(5.9, 6.0, ns="chat", taken=False)
    assert probe("streaming_delays").measure(made.timeline()).value == pytest.approx(BACKOFF)


def test_an_attempt_that_the_page_was_not_seen_to_make_counts_from_when_the_browser_told_of_it() -> None:
    made = healthy(40.0).fault(5.0, 30.0).socket(0.2, 5.0).socket(5.5, 5.6, taken=False, asked=False)
    measurement = probe("streaming_delays").measure(made.timeline())
    assert measurement.value == pytest.approx((0.504,))
    assert measurement.uncertainty == 0.03
    assert "was not seen to create it" in measurement.note


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (healthy(40.0).socket(0.2), "no fault was injected"),
        (healthy(40.0).fault(5.0, 30.0), "never opened a streaming connection"),
        (healthy(40.0).fault(5.0, 30.0).socket(0.2), "was not lost"),
        (signal_outage(40.0, BACKOFF).socket(0.3, 5.0), "several streaming connections were open at once"),
    ],
)
def test_what_cannot_be_told_is_no_list(made: Made, why: str) -> None:
    measurement = probe("streaming_delays").measure(made.timeline())
    assert measurement.value is None
    assert why in measurement.note


def test_a_player_that_never_asks_again_has_no_delays() -> None:
    assert probe("streaming_delays").measure(signal_outage(40.0, []).timeline()).value == ()
