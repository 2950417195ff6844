"""Signal outage, on made timelines."""

import pytest

from chaoslab.probes import probe
from tests.made_timeline import healthy, signal_outage


def test_it_lasts_from_the_loss_until_the_server_takes_the_page_again() -> None:
    measurement = probe("signal_outage").measure(signal_outage(40.0, [0.5, 1.0], last_taken=True).timeline())
    assert measurement.value == pytest.approx(0.5 + 0.005 + 1.0 + 0.02)
    assert not measurement.censored


def test_several_outages_add_up() -> None:
    made = healthy(40.0).fault(5.0, 30.0).socket(0.2, 5.0).socket(6.0, 10.0).socket(12.0)
    assert probe("signal_outage").measure(made.timeline()).value == pytest.approx(1.02 + 2.02)


def test_a_connection_that_is_not_back_is_out_to_the_end() -> None:
    measurement = probe("signal_outage").measure(signal_outage(40.0, [0.5, 1.0]).timeline())
    assert measurement.value == pytest.approx(35.0)
    assert measurement.censored


def test_a_connection_that_stands_is_not_out_for_no_time() -> None:
    assert probe("signal_outage").measure(healthy(40.0).fault(5.0, 9.0).socket(0.2).timeline()).value is None
