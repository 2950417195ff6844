"""The command line: one clear line and the right exit code, before anything is started."""

import io
import sys
from pathlib import Path

import pytest

import chaoslab.cli.commands
import chaoslab.cli.explain
from chaoslab.cli.verbs import main
from chaoslab.errors import FaultStuck
from chaoslab.run.run import Run
from tests.experiment.test_model import GOOD


def fails(monkeypatch: pytest.MonkeyPatch, module: object, name: str, error: BaseException) -> None:
    """Make a function of a module fail."""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(module, name, fail)


def refused(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str]:
    with pytest.raises(SystemExit) as caught:
        main([str(word) for word in words])
    said = capsys.readouterr()
    code = caught.value.code
    assert isinstance(code, int)
    return code, said.err


def test_an_unknown_key_in_an_experiment_is_exit_2_and_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "e.yaml"
    path.write_text(GOOD.replace("flv_retries", "flv_retires"))
    code, said = refused(capsys, "run", path, "--out", tmp_path / "run")
    assert code == 2
    assert said.count("\n") == 1
    assert "did you mean 'flv_retries'?" in said
    assert not (tmp_path / "run").exists()


def test_a_missing_file_is_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = refused(capsys, "run", tmp_path / "gone.yaml")
    assert (code, said.count("\n")) == (2, 1)
    assert "no such file" in said


@pytest.mark.parametrize("lanes", ["0", "-1", "many"])
def test_a_wrong_number_of_lanes_is_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str], lanes: str) -> None:
    path = tmp_path / "e.yaml"
    path.write_text(GOOD)
    code, said = refused(capsys, "run", path, "--lanes", lanes)
    assert code == 2
    assert f"--lanes {lanes}" in said


@pytest.mark.parametrize(("option", "value"), [("--retries", "-1"), ("--repeat", "0"), ("--seed", "x")])
def test_a_wrong_number_is_named_with_its_option(capsys: pytest.CaptureFixture[str], option: str, value: str) -> None:
    code, said = refused(capsys, "run", "e.yaml", option, value)
    assert (code, said.count("\n")) == (2, 1)
    assert said.startswith(f"chaoslab: {option} {value}: input should be ")
    assert "`chaoslab run --help`" in said


def test_a_run_folder_that_holds_something_is_not_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "e.yaml", tmp_path / "run"
    path.write_text(GOOD)
    out.mkdir()
    (out / "precious").write_text("x")
    code, said = refused(capsys, "run", path, "--out", out)
    assert code == 2
    assert "not empty" in said
    assert (out / "precious").read_text() == "x"


@pytest.mark.parametrize("flag", ["--junit", "--json"])
def test_a_file_that_cannot_be_written_is_known_before_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], flag: str
) -> None:
    path = tmp_path / "e.yaml"
    path.write_text(GOOD)
    code, said = refused(capsys, "run", path, flag, tmp_path / "no/such/folder/file")
    assert code == 2
    assert flag in said


def test_a_program_that_is_missing_is_exit_5_with_its_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHAOSLAB_TOXIPROXY", str(tmp_path / "nothing-here"))
    path = tmp_path / "e.yaml"
    path.write_text(GOOD)
    code, said = refused(capsys, "run", path, "--out", tmp_path / "run")
    assert (code, said.count("\n")) == (5, 1)
    assert "Toxiproxy is missing" in said
    assert "CHAOSLAB_TOXIPROXY" in said
    assert not (tmp_path / "run").exists()


def test_a_folder_without_a_run_cannot_be_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = refused(capsys, "report", tmp_path)
    assert (code, said.count("\n")) == (2, 1)


def test_an_unknown_origin_is_exit_2_and_the_known_ones_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "e.yaml"
    path.write_text(GOOD)
    code, said = refused(capsys, "run", path, "--origin", "srt")
    assert (code, said.count("\n")) == (2, 1)
    assert "embedded, srs" in said


@pytest.mark.parametrize("verb", ["explain", "claims", "run"])
def test_an_old_name_in_an_experiment_still_works_and_is_told_of_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    monkeypatch.setenv("CHAOSLAB_TOXIPROXY", str(tmp_path / "nothing-here"))  # a run goes no further
    path = tmp_path / "e.yaml"
    path.write_text(GOOD + "  - half_open_trials: {equals: 1}\n")
    more = ["--out", str(tmp_path / "run")] if verb == "run" else []
    code, said = refused(capsys, verb, path, *more)
    lines = said.splitlines()
    assert lines[0] == (
        f"chaoslab: {path}:12: expect.3.half_open_trials: half_open_trials is now called half_open_attempts; "
        "it still works, but write the new name"
    )
    assert (code, len(lines)) == ((5, 2) if verb == "run" else (0, 1))


def test_an_unknown_verb_is_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = refused(capsys, "rnu")
    assert (code, said.count("\n")) == (2, 1)
    assert "rnu" in said


def test_the_schema_is_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["schema"])
    assert caught.value.code == 0
    assert capsys.readouterr().out.startswith("{")


def test_what_nobody_foresaw_is_exit_7_and_one_line_that_asks_for_a_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "e.yaml"
    path.write_text(GOOD)
    fails(monkeypatch, chaoslab.cli.explain, "explain", ExceptionGroup("two", [KeyError("x"), ValueError()]))
    code, said = refused(capsys, "explain", path)
    assert code == 7
    assert said == "chaoslab: internal error: KeyError: 'x'; please report it, with what CHAOSLAB_DEBUG=1 prints\n"
    fails(monkeypatch, chaoslab.cli.explain, "explain", TimeoutError())
    code, said = refused(capsys, "explain", path)
    assert (code, said.partition(";")[0]) == (7, "chaoslab: internal error: TimeoutError")
    monkeypatch.setenv("CHAOSLAB_DEBUG", "1")
    code, said = refused(capsys, "explain", path)
    assert code == 7
    assert "Traceback" in said


def test_a_disk_that_is_full_is_exit_5_and_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "e.yaml"
    path.write_text(GOOD)
    fails(monkeypatch, chaoslab.cli.explain, "explain", OSError(28, "No space left on device", "/run/x"))
    assert refused(capsys, "explain", path) == (5, "chaoslab: /run/x: No space left on device\n")


def test_a_run_that_ends_in_what_nobody_foresaw_keeps_the_traceback_in_its_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = tmp_path / "e.yaml", tmp_path / "run"
    path.write_text(GOOD)

    async def carry_out(_run: Run, _lanes: int) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(Run, "carry_out", carry_out)
    code, said = refused(capsys, "run", path, "--out", out)
    assert code == 7
    assert said == f"chaoslab: internal error: ZeroDivisionError: by zero; please report it, with {out}/traceback.txt\n"
    assert "in carry_out" in (out / "traceback.txt").read_text()


def test_a_fault_that_stayed_wins_over_a_report_that_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "e.yaml"
    path.write_text(GOOD)

    async def carry_out(run: Run, _lanes: int) -> None:
        run.stuck = "proxy_down could not be lifted"

    monkeypatch.setattr(Run, "carry_out", carry_out)
    fails(monkeypatch, chaoslab.cli.commands, "write_report", OSError(28, "No space left on device"))
    code, said = refused(capsys, "run", path, "--out", tmp_path / "run")
    assert (code, said) == (FaultStuck.exit_code, "chaoslab: proxy_down could not be lifted\n")


def test_a_terminal_of_another_encoding_is_told_what_it_can_show(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "e.yaml").write_text(GOOD.replace("title: ", "title: 流れ → ", 1), encoding="utf-8")
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="latin-1"))
    with pytest.raises(SystemExit) as caught:
        main(["explain", str(tmp_path / "e.yaml")])
    sys.stdout.flush()
    assert caught.value.code == 0
    assert b"??" in raw.getvalue()
