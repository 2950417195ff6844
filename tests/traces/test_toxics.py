"""The settings of Toxiproxy for a trace."""

import pytest

from chaoslab.traces import Change
from chaoslab.traces.toxics import bytes_per_second, slices, toxics


def test_rates_are_whole_kilobytes_and_delays_whole_milliseconds() -> None:
    attributes = toxics(Change(0, 850, 40.4, 9.6))
    assert attributes == {"bandwidth": {"rate": 106}, "latency": {"latency": 40, "jitter": 10}}


@pytest.mark.parametrize("kbit", [0, 0.1, 8, 11])
def test_no_rate_is_the_lowest_limit_that_toxiproxy_accepts(kbit: float) -> None:
    assert toxics(Change(0, kbit))["bandwidth"] == {"rate": 1}
    assert bytes_per_second(Change(0, kbit)) == 1000


@pytest.mark.parametrize(("lowest", "size"), [(8000, 1500), (120, 1500), (112, 1400), (32, 400), (0, 100)])
def test_no_piece_takes_longer_than_a_tenth_of_a_second_at_any_rate_of_the_trace(lowest: float, size: int) -> None:
    changes = (Change(0, 9000), Change(1, lowest))
    attributes = slices(changes)
    assert attributes == {"average_size": size, "size_variation": 0, "delay": 0}
    assert attributes["average_size"] <= min(bytes_per_second(change) for change in changes) / 10
