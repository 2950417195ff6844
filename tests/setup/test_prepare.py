"""A round of set-up: order, words, failures, and what it leaves for the next call."""

from pathlib import Path

import pytest

from chaoslab.errors import BuildFailed, EnvironmentLacks
from chaoslab.setup.prepare import prepare
from chaoslab.setup.step import SetupStep, stale
from chaoslab.setup.work import Work
from tests.setup.made_steps import made_step

pytestmark = pytest.mark.usefixtures("lab")


def ends_with_code_3(work: Work) -> None:
    work.run(["sh", "-c", "echo first; echo the reason >&2; exit 3", "--"])


def round_of(*steps: SetupStep) -> tuple[Exception, ...]:
    return prepare(lambda: stale(steps))


def test_what_is_due_is_done_once_and_said_with_its_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps = made_step(tmp_path / "second", after=("first",)), made_step(tmp_path / "first")
    assert round_of(*steps) == ()
    lines = capsys.readouterr().err.splitlines()
    assert [line.rsplit(" in ")[0] for line in lines] == [
        "· making first …",
        "✓ first made",
        "· making second …",
        "✓ second made",
        "✓ set up",
    ]
    assert all(line.endswith(" s") for line in lines if line.startswith("✓"))
    assert round_of(*steps) == ()
    assert capsys.readouterr() == ("", "")


def test_a_step_may_say_better_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    round_of(made_step(tmp_path / "go", act=lambda _: "Go 1.26 found"))
    assert "✓ Go 1.26 found in " in capsys.readouterr().err


def test_a_failure_is_one_line_and_the_end_of_its_log(
    tmp_path: Path, lab: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (error,) = round_of(made_step(tmp_path / "thing", act=ends_with_code_3))
    assert isinstance(error, BuildFailed)
    assert error.exit_code == 5
    printed = capsys.readouterr().err.splitlines()
    log = lab / "logs" / "thing.log"
    assert printed[1].startswith("✗ thing could not be built: sh ")
    assert printed[1].endswith(f" ended with code 3; the full log is {log}")
    assert printed[-2:] == ["    first", "    the reason"]
    assert "the reason" in log.read_text()


def test_after_a_failure_what_does_not_stand_on_it_is_still_done(tmp_path: Path) -> None:
    steps = (
        made_step(tmp_path / "broken", act=ends_with_code_3),
        made_step(tmp_path / "on top", after=("broken",)),
        made_step(tmp_path / "on top of that", after=("on top",)),
        made_step(tmp_path / "apart"),
    )
    assert len(round_of(*steps)) == 1
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["apart"]
    assert [step.name for step in stale(steps)] == ["broken", "on top", "on top of that"]


def test_an_outcome_is_not_taken_for_whole_after_a_failure_touched_it(tmp_path: Path) -> None:
    outcome = tmp_path / "thing"
    before = made_step(outcome, inputs=lambda: "old")
    assert round_of(before) == ()
    assert len(round_of(made_step(outcome, inputs=lambda: "new", act=ends_with_code_3))) == 1
    assert outcome.exists()
    assert stale([before]) == (before,)


def test_a_full_disk_is_an_error_of_the_environment(tmp_path: Path) -> None:
    def full(_work: Work) -> None:
        raise OSError(28, "No space left on device")

    (error,) = round_of(made_step(tmp_path / "thing", act=full))
    assert isinstance(error, EnvironmentLacks)
    assert "No space left on device" in str(error)


def test_a_program_that_is_not_there_is_named(tmp_path: Path) -> None:
    (error,) = round_of(made_step(tmp_path / "thing", act=lambda work: work.run(["/no/such/program"])))
    assert "/no/such/program does not start (No such file or directory)" in str(error)
