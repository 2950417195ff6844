"""Viewer count, on made timelines."""

from chaoslab.probes import probe
from tests.made_timeline import healthy


def test_the_last_count_of_the_server_counts() -> None:
    measurement = probe("viewer_count").measure(
        healthy(20.0).counted(0.5, 1).counted(5.0, 0).counted(6.2, 1).timeline()
    )
    assert (measurement.value, measurement.note) == (1, "since 6.2 s")


def test_a_server_that_gave_no_count_has_not_counted_none() -> None:
    assert probe("viewer_count").measure(healthy(20.0).timeline()).value is None
