"""What a run leaves: its files, each on its own, and its exit code; without a rig."""

import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import chaoslab.cli.commands
from chaoslab.cli.commands import RunRequest, run_experiments
from chaoslab.cli.verbs import main
from chaoslab.errors import EnvironmentLacks, Interrupted, UsageError
from chaoslab.journal.journal import TrialJournal, write_json
from chaoslab.judge.verdict import Outcome, Verdict
from chaoslab.plan.make import Choices
from chaoslab.run.run import Run
from chaoslab.timeline.events import Event, EventName
from tests.experiment.test_model import GOOD
from tests.journal.test_summary import PASSED, tried, waiting
from tests.judge.test_judge import plan


class Made:
    """A run whose trials are not carried out, but written."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.monkeypatch = monkeypatch
        self.said = io.StringIO()
        self.verdict = PASSED
        self.error: BaseException | None = None
        self.stopped_in: Callable[[Path], object] = waiting  # what is in the run's folder when the error comes
        (folder / "e.yaml").write_text(GOOD)
        monkeypatch.setattr(chaoslab.cli.commands, "build_players", lambda _: None)
        monkeypatch.setattr(Run, "carry_out", lambda run, _: self._carried_out(run))

    async def _carried_out(self, run: Run) -> None:
        if self.error:
            self.stopped_in(run.folder)
            raise self.error
        tried(run.folder, self.verdict)
        run.verdicts["t"] = self.verdict

    def run(self, *, json_file: Path | None = None, junit: Path | None = None) -> int:
        paths, out = (self.folder / "e.yaml",), self.folder / "run"
        request = RunRequest(paths, Choices(), out=out, json_file=json_file, junit=junit)
        return run_experiments(request, Console(file=self.said, width=200))

    def breaks(self, name: str, error: Exception) -> None:
        def fail(*_: Any) -> None:
            raise error

        self.monkeypatch.setattr(chaoslab.cli.commands, name, fail)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    return Made(tmp_path, monkeypatch)


def test_a_run_stopped_while_its_trial_waited_for_another_try_is_kept(made: Made) -> None:
    made.error = Interrupted("stopped by SIGINT")
    with pytest.raises(Interrupted):
        made.run(json_file=made.folder / "out.json", junit=made.folder / "out.xml")
    assert "waiting for try 2" in (made.folder / "run/report.html").read_text()
    assert "waiting for try 2" in (made.folder / "out.xml").read_text()
    assert len(json.loads((made.folder / "out.json").read_text())["trials"]) == 1
    assert "had begun" not in made.said.getvalue()


def starting(folder: Path) -> None:
    """A run stopped while the rig of its first trial was being started."""
    write_json(folder / "run.json", {"run": "r", "trials": ["t"]})
    TrialJournal(folder / "trials/t", plan()).__enter__().__exit__(None, None, None)


def under_way(folder: Path) -> None:
    write_json(folder / "run.json", {"run": "r", "trials": ["t"]})
    with TrialJournal(folder / "trials/t", plan()) as trial:
        trial.write(Event(1.0, EventName.TRIAL_OPENED))


def trying_again(folder: Path) -> None:
    """The rig of the second try is being started."""
    waiting(folder)
    starting(folder)


@pytest.mark.parametrize(
    ("stopped_in", "kept"), [(starting, False), (under_way, True), (trying_again, True), (tried, False)]
)
def test_a_run_is_said_not_to_have_begun_only_where_no_trial_had(
    made: Made, stopped_in: Callable[[Path], object], kept: bool
) -> None:
    made.error, made.stopped_in = Interrupted("stopped by SIGINT"), stopped_in
    with pytest.raises(Interrupted):
        made.run()
    assert ("no trial had begun" in made.said.getvalue()) != kept
    assert (made.folder / "run/report.html").is_file() == kept
    assert (made.folder / "run").exists() == kept


FULL = OSError(28, "No space left on device")


def test_what_cannot_be_written_is_said_in_a_line_and_the_rest_is_written(
    made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    made.breaks("write_json", FULL)
    target = made.folder / "out.json"
    assert made.run(json_file=target, junit=made.folder / "out.xml") == EnvironmentLacks.exit_code
    assert capsys.readouterr().err == f"chaoslab: --json {target}: cannot be written (No space left on device)\n"
    assert (made.folder / "out.xml").is_file()
    assert (made.folder / "run/report.html").is_file()


def test_a_report_that_cannot_be_written_leaves_the_other_files(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    made.breaks("write_report", ZeroDivisionError("by zero"))
    assert made.run(json_file=made.folder / "out.json", junit=made.folder / "out.xml") == 7
    said = capsys.readouterr().err
    assert said.startswith(f"chaoslab: {made.folder}/run/report.html: cannot be written (internal error: ")
    assert "by zero" in (made.folder / "run/traceback.txt").read_text()
    assert (made.folder / "out.json").is_file()
    assert (made.folder / "out.xml").is_file()


def test_the_exit_code_of_a_run_with_bad_news_stays(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    made.verdict = Verdict(outcome=Outcome.FAILED, sentence="")
    made.breaks("write_junit", FULL)
    assert made.run(junit=made.folder / "out.xml") == 1
    assert "--junit" in capsys.readouterr().err


def test_a_stream_takes_the_summary_and_a_link_stays(made: Made) -> None:
    reader, writer = os.pipe()
    link = made.folder / "link.xml"
    link.symlink_to("real.xml")
    assert made.run(json_file=Path(f"/dev/fd/{writer}"), junit=link) == 0
    assert json.loads(os.read(reader, 100_000))["run"] == "r"
    os.close(reader)
    os.close(writer)
    assert link.is_symlink()
    assert (made.folder / "real.xml").is_file()


@pytest.mark.parametrize("target", ["/dev/fd/987", "missing/out.json", "link.json"])
def test_what_cannot_be_written_to_is_refused_before_the_run(made: Made, target: str) -> None:
    (made.folder / "link.json").symlink_to("missing/out.json")
    with pytest.raises(UsageError, match="cannot be written there"):
        made.run(json_file=made.folder / target)
    assert not (made.folder / "run").exists()


def test_json_on_standard_output_is_not_mixed_with_what_people_are_told(
    made: Made, capfd: pytest.CaptureFixture[str]
) -> None:
    for target in ("-", "/dev/stdout"):
        with pytest.raises(SystemExit) as ended:
            main(["run", str(made.folder / "e.yaml"), "--out", str(made.folder / f"to{target[-1]}"), "--json", target])
        assert ended.value.code == 0
        said = capfd.readouterr()
        assert json.loads(said.out)["exit_code"] is None  # the run is made, not carried out
        assert f"report: {made.folder}" in said.err


def test_one_standard_output_cannot_take_two_files(made: Made, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["run", str(made.folder / "e.yaml"), "--junit", "-", "--json", "-"])
    assert ended.value.code == 2
    assert "--junit and --json both name standard output" in capfd.readouterr().err


def test_a_target_is_looked_at_before_any_experiment(made: Made) -> None:
    (made.folder / "e.yaml").write_text("title: [")
    with pytest.raises(UsageError, match="cannot be written there"):
        made.run(json_file=made.folder / "missing/out.json")
