"""What a kill may not cost: lines that were on disk, steps that were never lifted."""

from pathlib import Path

from benchmarks.kill_journal import journal_losses, on_disk, unlifted
from chaoslab.journal.journal import TrialJournal, write_json
from chaoslab.timeline.events import Event, EventName
from tests.judge.test_judge import plan


def journal(run: Path, *events: Event) -> None:
    twice = plan().model_copy(update={"steps": plan().steps * 2})
    with TrialJournal(run / "trials/t", twice) as trial:
        for event in events:
            trial.write(event)
    write_json(run / "run.json", {"run": "r", "trials": ["t"]})


def step(name: EventName, at: float, number: int = 0) -> Event:
    data = {"step": number, "fault": "proxy_down", "sent_at": at, "returned_at": at}
    return Event(at, name, data)


OPENED = Event(1.0, EventName.TRIAL_OPENED)


def test_nothing_is_lost_when_lines_were_only_added(tmp_path: Path) -> None:
    journal(tmp_path, OPENED)
    before = on_disk(tmp_path)
    journal(tmp_path, Event(2.0, EventName.TRIAL_CLOSED))
    assert journal_losses(tmp_path, before) == []


def test_a_line_that_is_gone_is_told(tmp_path: Path) -> None:
    journal(tmp_path, OPENED, Event(2.0, EventName.TRIAL_CLOSED))
    before = on_disk(tmp_path)
    (tmp_path / "trials/t/timeline.jsonl").write_text("")
    assert journal_losses(tmp_path, before) == ["t: its first 2 lines are not what they were"]


def test_a_line_that_nobody_can_read_is_told(tmp_path: Path) -> None:
    journal(tmp_path, OPENED)
    with (tmp_path / "trials/t/timeline.jsonl").open("a") as lines:
        lines.write("no event\n")
    assert journal_losses(tmp_path, on_disk(tmp_path)) == ["t: 2 lines, but 1 events are read"]


def test_what_came_after_the_trial_is_not_missed(tmp_path: Path) -> None:
    after = Event(3.0, EventName.PUBLISHER_STOPPED)
    journal(tmp_path, OPENED, Event(2.0, EventName.TRIAL_CLOSED), after)
    assert journal_losses(tmp_path, on_disk(tmp_path)) == []


def test_a_folder_that_went_with_its_events_is_told(tmp_path: Path) -> None:
    (loss,) = journal_losses(tmp_path / "gone", {"t": ["{}"]})[:1]
    assert loss == "t: its first 1 lines are not what they were"


def test_a_run_in_which_nothing_had_begun_may_leave_nothing(tmp_path: Path) -> None:
    assert journal_losses(tmp_path / "gone", {}) == []


def test_a_step_that_was_never_lifted_is_told(tmp_path: Path) -> None:
    journal(tmp_path, OPENED, step(EventName.FAULT_INJECTED, 2), step(EventName.FAULT_INJECTED, 3, 1),
            step(EventName.FAULT_LIFTED, 4))  # fmt: skip
    assert unlifted(tmp_path) == ["step 2 of " + plan().id + " was never lifted"]


def test_a_step_that_is_stuck_was_told_as_such(tmp_path: Path) -> None:
    journal(tmp_path, OPENED, step(EventName.FAULT_INJECTED, 2), step(EventName.FAULT_STUCK, 4))
    assert unlifted(tmp_path) == []
