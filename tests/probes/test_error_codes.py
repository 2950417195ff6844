"""Error codes, on made timelines."""

from chaoslab.probes.error_codes import ErrorCodes
from chaoslab.timeline.events import EventName
from tests.made_timeline import healthy


def test_they_come_in_order() -> None:
    made = healthy().add(5.0, EventName.MEDIA_FAILED, media=1, code=4, message="")
    made.add(7.0, EventName.MEDIA_FAILED, media=1, code=2, message="")
    assert ErrorCodes().measure(made.timeline()).value == (4.0, 2.0)


def test_an_element_that_did_not_fail_has_none() -> None:
    assert ErrorCodes().measure(healthy().timeline()).value == ()
