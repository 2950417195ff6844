"""The journal: written as it happens, read back however the run ended."""

import json
import os
from pathlib import Path

import pytest

from chaoslab.errors import EnvironmentLacks, FaultStuck, NoSuchRun
from chaoslab.journal.journal import TrialJournal, set_aside, write_json, write_verdict
from chaoslab.journal.reading import read_run
from chaoslab.journal.run_folder import tried_folders
from chaoslab.journal.timeline_file import read_timeline
from chaoslab.judge.judge import judge
from chaoslab.report.html import write_report
from chaoslab.timeline.events import Event, EventName
from tests.judge.test_judge import plan
from tests.made_timeline import outage


def test_a_trial_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    timeline, verdict = outage().timeline(), judge(plan(), outage().timeline())
    with TrialJournal(tmp_path / "trials/t", plan()) as journal:
        for event in timeline:
            journal.write(event)
    write_verdict(tmp_path / "trials/t", verdict)
    write_json(tmp_path / "run.json", {"run": "r", "trials": ["t"]})
    (trial,) = read_run(tmp_path).trials
    assert trial.plan == plan()
    assert trial.verdict == verdict
    assert judge(trial.plan, trial.timeline) == verdict


def test_an_event_is_on_disk_as_soon_as_it_is_written(tmp_path: Path) -> None:
    with TrialJournal(tmp_path, plan()) as journal:
        journal.write(Event(1.0, EventName.TRIAL_OPENED))
        assert len((tmp_path / "timeline.jsonl").read_text().splitlines()) == 1


def test_a_line_torn_by_a_kill_is_dropped_and_the_rest_kept(tmp_path: Path) -> None:
    path = tmp_path / "timeline.jsonl"
    path.write_text('{"at": 1.0, "name": "trial.opened", "data": {}}\n{"at": 2.0, "name": "frame.pres')
    assert [event.name for event in read_timeline(path)] == [EventName.TRIAL_OPENED]


def test_a_trial_that_was_killed_before_its_first_line_is_read_and_reported(tmp_path: Path) -> None:
    with TrialJournal(tmp_path / "trials/t", plan()):
        (tmp_path / "trials/t/timeline.jsonl").unlink()
    write_json(tmp_path / "run.json", {"run": "r", "trials": ["t"]})
    (trial,) = read_run(tmp_path).trials
    assert trial.timeline.events == ()
    assert "interrupted" in write_report(read_run(tmp_path), tmp_path / "report.html").read_text().lower()


def test_what_a_page_logs_cannot_break_a_line(tmp_path: Path) -> None:
    odd = "a\u2028b\u0085c\ud800d\n"
    with TrialJournal(tmp_path, plan()) as journal:
        journal.write(Event(1.0, EventName.CONSOLE_LOGGED, {"level": "log", "text": odd}))
        assert [event.data["text"] for event in journal.so_far()] == [odd]


def test_a_folder_without_a_run_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoSuchRun, match=r"holds no run\.json"):
        read_run(tmp_path)


def test_a_broken_run_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{")
    with pytest.raises(NoSuchRun, match=r"unreadable run\.json"):
        read_run(tmp_path)


def test_what_comes_after_the_journal_was_closed_is_none_of_it(tmp_path: Path) -> None:
    with TrialJournal(tmp_path, plan()) as journal:
        journal.write(Event(1.0, EventName.TRIAL_OPENED))
    journal.write(Event(2.0, EventName.RECORDER_LOST, {"expected": 1, "got": 0}))
    assert [event.name for event in read_timeline(tmp_path / "timeline.jsonl")] == [EventName.TRIAL_OPENED]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("hidden", [None, OSError(28, "a consequence"), FaultStuck("it stays")])
def test_a_full_disk_ends_the_trial_with_the_path_and_no_fault_is_begun_on_it(
    tmp_path: Path, hidden: Exception | None
) -> None:
    with (  # noqa: PT012 - what comes before the end of the trial is the point
        pytest.raises(FaultStuck if isinstance(hidden, FaultStuck) else EnvironmentLacks) as raised,
        TrialJournal(tmp_path, plan()) as journal,
    ):
        journal._lines.close()
        journal._lines = Path("/dev/full").open("a", encoding="utf-8")  # noqa: SIM115 - closed with the journal
        journal.write(Event(1.0, EventName.TRIAL_OPENED))  # from a part that could do nothing about it
        with pytest.raises(EnvironmentLacks):
            journal.write(Event(2.0, EventName.FAULT_INTENDED, {"step": 0}))
        if hidden:
            raise hidden
    expected = f"{tmp_path / 'timeline.jsonl'} cannot be written: No space left on device; free some room there"
    assert str(raised.value) == ("it stays" if isinstance(hidden, FaultStuck) else expected)


def test_a_link_stays_and_what_it_names_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link = tmp_path / "link.json"
    link.symlink_to("there/real.json")
    for run in ("first", "second"):
        write_json(link, {"run": run})
        assert link.is_symlink()
        assert json.loads((tmp_path / "there/real.json").read_text()) == {"run": run}
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["real.json"]


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    os.mkfifo(pipe := tmp_path / "pipe")
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_json(pipe, {"run": "r"})
    assert json.loads(os.read(reader, 1000)) == {"run": "r"}
    os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.parametrize("folder", ["/dev/fd", "/proc/self/fd"])
def test_a_stream_of_this_process_is_written_to(folder: str) -> None:
    reader, writer = os.pipe()
    write_json(Path(f"{folder}/{writer}"), {"run": "r"})
    assert json.loads(os.read(reader, 1000)) == {"run": "r"}
    os.close(reader)
    os.close(writer)


def test_what_was_said_on_a_stream_that_goes_to_a_file_is_kept(tmp_path: Path) -> None:
    with (tmp_path / "said").open("wb", buffering=0) as said:
        said.write(b"before\n")
        write_json(Path(f"/dev/fd/{said.fileno()}"), {})
        said.write(b"after\n")
    assert (tmp_path / "said").read_text() == "before\n{}\nafter\n"


def test_half_of_a_character_does_not_end_what_is_written(tmp_path: Path) -> None:
    write_json(tmp_path / "run.json", {"argv": ["a\ud83db"]})
    assert json.loads((tmp_path / "run.json").read_text(encoding="utf-8")) == {"argv": ["a?b"]}


def test_a_try_that_was_set_aside_leaves_room_for_the_next_one(tmp_path: Path) -> None:
    for number in range(1, 12):
        (tmp_path / "trials/e").mkdir(parents=True)
        (tmp_path / "trials/e/plan.json").write_text(str(number))
        set_aside(tmp_path, "e", number)
    assert not (tmp_path / "trials/e").exists()
    assert tried_folders(tmp_path, []) == {"e": [str(number) for number in range(1, 12)]}


def test_a_trial_that_was_tried_once_has_none(tmp_path: Path) -> None:
    assert tried_folders(tmp_path, []) == {}
