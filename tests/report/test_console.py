"""What the page wrote to the browser's console, as the report shows it, and how a trial was cut short."""

from collections.abc import Iterable
from pathlib import Path

from chaoslab.journal.record import RunRecord
from chaoslab.report.view import trial_views
from chaoslab.timeline.events import Event, EventName
from tests.report import made_scene as scene
from tests.report import made_trials as made
from tests.report.made_run import make_run
from tests.report.made_trials import MadeTrial
from tests.report.parsed import words


def logged(folder: Path, *lines: tuple[str, str]) -> RunRecord:
    """A run of one trial whose page logged these levels and texts, ten a second."""
    trial = made.healthy()
    events = (
        Event(scene.ZERO + at / 10, EventName.CONSOLE_LOGGED, {"level": level, "text": text})
        for at, (level, text) in enumerate(lines)
    )
    return make_run(folder, [MadeTrial(trial.plan, (*trial.events, *events), trial.verdict)])


def shown(run: RunRecord) -> Iterable[tuple[str, str, str]]:
    return trial_views(run)[0].console


def test_an_uncaught_exception_and_a_failed_assertion_are_shown(tmp_path: Path) -> None:
    told = ("exception", "assert", "error", "warning")
    run = logged(tmp_path, *((level, f"a {level}") for level in (*told, "log", "info")))
    assert [(level, text) for _, level, text in shown(run)] == [(level, f"a {level}") for level in told]
    assert "more in trials" not in words(run)


def test_warnings_are_left_out_first_and_how_many_is_told(tmp_path: Path) -> None:
    lines = [("error", "first"), *(("warning", str(number)) for number in range(37)), ("exception", "last")]
    run = logged(tmp_path, *lines)
    found = [text for _, _, text in shown(run)]
    assert found == ["first", *map(str, range(28)), "last"]
    assert "9 more in trials/healthy-stream-1/console.log" in words(run)
    assert (tmp_path / "trials/healthy-stream-1/console.log").is_file()


def test_a_text_that_was_cut_ends_in_an_ellipsis(tmp_path: Path) -> None:
    found = [text for _, _, text in shown(logged(tmp_path, ("error", "x" * 300), ("error", "y" * 301)))]
    assert found == ["x" * 300, "y" * 300 + "…"]


def test_a_trial_that_was_killed_before_its_page_was_opened_says_so(tmp_path: Path) -> None:
    sampled = tuple(Event(scene.ZERO + at, EventName.MACHINE_SAMPLED, {"late": 0.0}) for at in (0.0, 3.1))
    text = words(make_run(tmp_path, [MadeTrial(made.outage_plan(), sampled, None)]))
    assert "Interrupted: no verdict. The journal ends before the page was opened." in text
