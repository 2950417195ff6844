"""How many bytes of each body the browser got."""

from chaoslab.bodies import body_bytes
from tests.faults.http_scene import HlsMade


def test_what_flowed_of_a_request_adds_up_and_nothing_is_nothing() -> None:
    found = body_bytes(HlsMade(5.0).asks(1.0, body=1001).asks(2.0).timeline())
    assert (found["r1"], found["r2"]) == (1001, 0)
