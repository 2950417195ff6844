import math
from typing import Any

import pytest

from chaoslab.report.readable import readable
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.timeline import Timeline
from tests.report import made_trials as made


def kept(*events: Event) -> int:
    return len(readable(Timeline(events)).events)


def test_a_whole_timeline_stays_whole() -> None:
    timeline = Timeline.of(made.outage().events)
    assert readable(timeline).events == timeline.events


@pytest.mark.parametrize("at", [math.nan, math.inf, -math.inf])
def test_a_time_that_is_no_time_is_dropped(at: float) -> None:
    assert kept(Event(at, EventName.TRIAL_OPENED)) == 0


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (EventName.REQUEST_STARTED, {"request": "1"}),
        (EventName.REQUEST_STARTED, {"request": "1", "url": "http://[::1"}),
        (EventName.REQUEST_FAILED, {"error": "x"}),
        (EventName.FETCH_CALLED, {"call": 1}),
        (EventName.FETCH_ENDED, {"call": []}),
        (EventName.FAULT_INJECTED, {"step": "0"}),
        (EventName.FAULT_SEEN, {}),
        (EventName.PUBLISHER_FRAME_SENT, {"painted": None}),
        (EventName.FRAME_PRESENTED, {"painted": "7"}),
        (EventName.MEDIA_VIEW_CHANGED, {"media": 1, "share": "all"}),
    ],
)
def test_an_event_without_what_it_stands_for_is_dropped(name: EventName, data: dict[str, Any]) -> None:
    assert kept(Event(1.0, name, data)) == 0


def test_a_frame_whose_number_was_unreadable_is_kept() -> None:
    assert kept(Event(1.0, EventName.FRAME_PRESENTED, {"painted": None}), Event(2.0, EventName.FRAME_PRESENTED)) == 2
