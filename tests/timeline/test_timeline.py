"""A timeline: what belongs to it, and what it answers."""

from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.timeline import Timeline

OPENED, CLOSED = Event(10.0, EventName.TRIAL_OPENED), Event(20.0, EventName.TRIAL_CLOSED)


def socket_closed(at: float) -> Event:
    return Event(at, EventName.SOCKET_CLOSED, {"socket": "s1"})


def test_events_are_in_the_order_of_time_and_those_of_an_instant_as_they_were_written() -> None:
    closed, other = socket_closed(12.0), Event(12.0, EventName.PAGE_OPENED)
    assert Timeline.of([CLOSED, closed, other, OPENED]).events == (OPENED, closed, other, CLOSED)


def test_what_ends_because_the_lab_goes_down_is_not_observed() -> None:
    seen, unseen = socket_closed(20.0), socket_closed(20.03)
    assert Timeline.of([OPENED, seen, CLOSED, unseen]).named(EventName.SOCKET_CLOSED) == (seen,)


def test_what_is_told_late_but_happened_before_the_end_is_observed() -> None:
    told_late = socket_closed(19.9)
    assert Timeline.of([OPENED, CLOSED, told_late]).named(EventName.SOCKET_CLOSED) == (told_late,)


def test_the_screenshot_of_the_end_is_kept() -> None:
    shot = Event(20.1, EventName.SHOT_TAKEN, {"phase": "recovery", "file": "recovery.jpg"})
    timeline = Timeline.of([OPENED, CLOSED, shot])
    assert timeline.named(EventName.SHOT_TAKEN) == (shot,)
    assert timeline.end == CLOSED.at


def test_a_trial_that_was_cut_short_is_observed_to_its_last_event() -> None:
    last = socket_closed(31.5)
    timeline = Timeline.of([OPENED, last])
    assert (timeline.named(EventName.SOCKET_CLOSED), timeline.end) == ((last,), 31.5)
