"""Half-open attempts, on made timelines."""

from chaoslab.probes import probe
from tests.made_timeline import signal_outage

FIVE = [0.5, 1.0, 2.0, 4.0, 4.0]


def test_one_attempt_between_two_silences_is_one() -> None:
    measurement = probe("half_open_attempts").measure(signal_outage(100.0, [*FIVE, 60.0]).timeline())
    assert (measurement.value, measurement.censored) == (1, False)


def test_further_attempts_are_counted_with_it() -> None:
    measurement = probe("half_open_attempts").measure(signal_outage(100.0, [*FIVE, 60.0, 1.0, 1.0]).timeline())
    assert (measurement.value, measurement.censored) == (3, False)


def test_the_longest_of_several_rounds_counts() -> None:
    made = signal_outage(200.0, [*FIVE, 60.0, 60.0, 2.0])
    assert probe("half_open_attempts").measure(made.timeline()).value == 2


def test_an_attempt_that_the_server_takes_is_one() -> None:
    measurement = probe("half_open_attempts").measure(signal_outage(80.0, [*FIVE, 60.0], last_taken=True).timeline())
    assert (measurement.value, measurement.censored) == (1, False)


def test_a_round_that_observation_cut_short_is_at_least_so_long() -> None:
    measurement = probe("half_open_attempts").measure(signal_outage(80.0, [*FIVE, 60.0]).timeline())
    assert (measurement.value, measurement.censored) == (1, True)


def test_a_breaker_that_never_opened_let_nothing_through() -> None:
    assert probe("half_open_attempts").measure(signal_outage(22.0, FIVE).timeline()).value is None
