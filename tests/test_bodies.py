"""How many bytes of each body the browser got."""

from chaoslab.bodies import body_bytes
from chaoslab.requests import requests
from tests.faults.http_scene import HlsMade


def test_what_flowed_of_a_request_adds_up_and_nothing_is_nothing() -> None:
    timeline = HlsMade(5.0).asks(1.0, body=1001).asks(2.0).timeline()
    assert {one.id: body_bytes(timeline, one) for one in requests(timeline)} == {"r1": 1001, "r2": 0}
