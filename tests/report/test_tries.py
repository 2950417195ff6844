"""What the report says of tries and draws."""

from pathlib import Path

from chaoslab.journal.reading import read_run
from chaoslab.report.html import write_report
from tests.journal.test_summary import BUSY, PASSED, tried, waiting


def written(folder: Path) -> str:
    return write_report(read_run(folder), folder / "report.html").read_text(encoding="utf-8")


def test_earlier_tries_are_shown_with_their_reason_and_their_place(tmp_path: Path) -> None:
    text = written(tried(tmp_path, BUSY, PASSED))
    assert "Try 2; the earlier ones said nothing about the player:" in text
    assert "<li>the machine was too busy (kept in tries/t/1)</li>" in text


def test_a_trial_that_was_tried_once_says_nothing_of_tries(tmp_path: Path) -> None:
    text = written(tried(tmp_path, PASSED))
    assert "kept in tries" not in text
    assert "Drawn from seed 7: outage = 2.5." in text


def test_a_trial_that_waited_for_another_try_is_told_with_those_before(tmp_path: Path) -> None:
    text = written(waiting(tmp_path))
    assert "Interrupted while waiting for try 2: no verdict." in text
    assert "Try 2 never began; the earlier ones said nothing about the player:" in text
    assert "<li>the machine was too busy (kept in tries/t/1)</li>" in text
    assert "Never started" not in text
