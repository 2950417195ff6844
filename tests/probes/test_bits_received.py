"""Bits received, on made timelines."""

from chaoslab.probes import Measurement
from chaoslab.probes.bits_received import BitsReceived
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy


def measured(made: Made) -> Measurement:
    return BitsReceived().measure(made.timeline())


def test_the_pieces_of_an_open_stream_add_up() -> None:
    assert measured(healthy(15.0).flows(1.0, 3.0)).value == 20 * 8000 * 8


def test_a_finished_request_counts_whole() -> None:
    made = Made(15.0).request(1.0, None, "/hls/k-1.ts", leg="hls").flows(1.0, 1.2)
    made.add(1.4, EventName.REQUEST_FINISHED, request="r1", bytes=50_000)
    assert measured(made).value == 400_000


def test_what_is_no_media_does_not_count() -> None:
    made = healthy().request(1.0, None, "/api/state", leg="api").flows(1.0, 2.0, "r2")
    assert measured(made).value == 0


def test_a_player_that_asked_for_nothing_gives_none() -> None:
    assert measured(Made(15.0)).value is None
