"""Chat cooldown, on made timelines."""

import pytest

from chaoslab.probes import probe
from tests.made_timeline import signal_outage

TEN = [0.5, 1.0, 2.0, *[4.0] * 7]


def test_the_longest_silence_after_a_failure_is_the_cooldown() -> None:
    measurement = probe("chat_cooldown").measure(
        signal_outage(80.0, [*TEN, 30.0], ns="chat", last_taken=True).timeline()
    )
    assert measurement.value == pytest.approx(30.0)
    assert not measurement.censored


def test_a_chat_that_is_given_up_is_silent_to_the_end() -> None:
    measurement = probe("chat_cooldown").measure(signal_outage(80.0, TEN, ns="chat").timeline())
    assert measurement.value == pytest.approx(80.0 - 36.55)
    assert measurement.censored


def test_a_wait_after_a_loss_is_no_cooldown() -> None:
    measurement = probe("chat_cooldown").measure(signal_outage(80.0, [30.0], ns="chat", last_taken=True).timeline())
    assert (measurement.value, measurement.note) == (None, "no attempt failed")
