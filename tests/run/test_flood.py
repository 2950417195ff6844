"""A page that tells without end fills neither memory nor disk, and that it was cut is told."""

import pytest

from chaoslab import clock
from chaoslab.run.flood import AT_ONCE, PER_SECOND
from chaoslab.run.recording import Recording
from chaoslab.timeline.events import Event, EventName


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    told = [100.0]
    monkeypatch.setattr(clock, "now", lambda: told[0])
    return told


def mark(record: Recording, text: str = "") -> None:
    record(Event(1.0, EventName.MARK_MADE, {"name": "a", "data": text}))


def test_a_flood_is_cut_and_is_told_once_a_second(now: list[float]) -> None:
    record = Recording()
    for _ in range(3 * AT_ONCE):
        mark(record)
    for _ in range(10):
        now[0] += 1.0
        for _ in range(2 * PER_SECOND):
            mark(record)
    line = record.so_far()
    assert len(line.named(EventName.MARK_MADE)) <= AT_ONCE + 10 * PER_SECOND
    lost = line.named(EventName.RECORDER_LOST)
    assert 9 <= len(lost) <= 11
    assert "events were left out: the page made more than 1000 a second" in lost[0].data["why"]


@pytest.mark.usefixtures("now")
def test_long_texts_count_as_much_as_many_events() -> None:
    record = Recording()
    for _ in range(AT_ONCE):
        mark(record, "x" * 10_000)
    kept = record.so_far().named(EventName.MARK_MADE)
    assert sum(len(event.data["data"]) for event in kept) <= AT_ONCE * 500


def test_a_flooded_console_loses_lines_and_nothing_that_is_measured(now: list[float]) -> None:
    record = Recording()
    for _ in range(2 * AT_ONCE):
        record(Event(1.0, EventName.CONSOLE_LOGGED, {"level": "log", "text": "spam"}))
    mark(record)
    now[0] += 2.0
    mark(record)
    line = record.so_far()
    assert len(line.named(EventName.MARK_MADE)) == 2
    assert line.first(EventName.RECORDER_LOST) is None
    words = [event.data["text"] for event in line.named(EventName.CONSOLE_LOGGED) if event.data["level"] == "lab"]
    assert any("lines were left out" in word for word in words)


@pytest.mark.usefixtures("now")
def test_what_the_lab_itself_notes_is_never_left_out() -> None:
    record = Recording()
    for _ in range(2 * AT_ONCE):
        mark(record)
    for name in (
        EventName.FAULT_INJECTED,
        EventName.TRIAL_CLOSED,
        EventName.PUBLISHER_FRAME_SENT,
        EventName.PAGE_CRASHED,
    ):
        record(Event(2.0, name))
        assert record.so_far().first(name) is not None
