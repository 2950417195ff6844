"""Chat delays, on made timelines."""

import pytest

from chaoslab.probes import probe
from tests.made_timeline import signal_outage


def test_a_cooldown_is_one_of_the_delays() -> None:
    made = signal_outage(60.0, [0.5, 1.0, 30.0], ns="chat", last_taken=True)
    assert probe("chat_delays").measure(made.timeline()).value == pytest.approx((0.5, 1.0, 30.0))


def test_the_streaming_connection_is_another_one() -> None:
    measurement = probe("chat_delays").measure(signal_outage(60.0, [0.5, 1.0]).timeline())
    assert (measurement.value, measurement.note) == (None, "the page never opened a chat connection")
