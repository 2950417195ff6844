"""Requests after end, on made timelines."""

from chaoslab.probes import probe
from tests.made_timeline import Made, healthy


def over() -> Made:
    return healthy(20.0).socket(0.2).told_of_the_end(5.0)


def test_media_and_connections_that_were_asked_for_afterwards_are_counted() -> None:
    made = over().request(6.0, 6.1, "/live/live/k.flv").request(7.0, 7.1, "/hls/k.m3u8", leg="hls").socket(8.0)
    measurement = probe("requests_after_end").measure(made.timeline())
    assert (measurement.value, measurement.note) == (3, "2 for media, 1 for connections")


def test_what_was_on_its_way_when_the_end_came_does_not_count() -> None:
    made = over().request(5.05, 5.1, "/hls/k.m3u8", leg="hls").request(4.0, 9.0, "/live/live/k.flv")
    assert probe("requests_after_end").measure(made.timeline()).value == 0


def test_a_page_that_was_not_told_has_kept_nothing() -> None:
    assert probe("requests_after_end").measure(healthy(20.0).socket(0.2).timeline()).value is None
