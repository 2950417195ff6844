"""What is said of events while a run goes on."""

import pytest

from chaoslab.cli.event_words import event_words
from chaoslab.timeline.events import Event, EventName


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        (EventName.TRIAL_STEADIED, {"after": 3.2, "shift": 0.0}, "steady after 3.2 s"),
        (EventName.TRIAL_STEADIED, {"after": 7.0, "shift": 2.0}, "steady after 7.0 s, so the steps move by 2.0 s"),
        (
            EventName.CONDITION_MET,
            {"step": 1, "edge": "start", "condition": "error_shown", "known_at": 1.0},
            "the page shows its error, which step 2 waited for",
        ),
        (
            EventName.CONDITION_MISSED,
            {"step": 1, "edge": "lift", "condition": "error_shown", "within": 8.0},
            "8 s passed without error_shown, so step 2 ends without it",
        ),
        (EventName.CONDITION_MISSED, {"step": 1, "edge": "start", "condition": "error_shown", "within": 8.0}, ""),
        (
            EventName.FAULT_SKIPPED,
            {"step": 1, "fault": "latency", "why": "never injected: …"},
            "latency never injected: …",
        ),
        (EventName.FAULT_DOUBTED, {"step": 1, "fault": "latency", "why": "the player …"}, "latency: the player …"),
        (EventName.FRAME_PRESENTED, {"painted": 1}, ""),
    ],
)
def test_an_event_is_told_in_a_line(name: EventName, data: dict[str, object], says: str) -> None:
    assert event_words(Event(1.0, name, data)) == says
