"""Streaming attempts, on made timelines."""

from chaoslab.probes import probe
from tests.made_timeline import healthy, signal_outage


def test_attempts_since_the_fault_are_counted() -> None:
    assert probe("streaming_attempts").measure(signal_outage(60.0, [0.5] * 10).timeline()).value == 10


def test_a_player_that_lost_its_connection_and_never_asked_again_made_none() -> None:
    assert probe("streaming_attempts").measure(signal_outage(60.0, []).timeline()).value == 0


def test_a_page_without_a_connection_made_no_countable_attempts() -> None:
    assert probe("streaming_attempts").measure(healthy(60.0).fault(5.0, 9.0).timeline()).value is None
