"""What `claims` prints."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from chaoslab.claims.claims import CLAIMS
from chaoslab.claims.standing import ClaimStanding, Standing
from chaoslab.claims.table import show_claims
from chaoslab.cli.verbs import main


def printed(*found: ClaimStanding) -> str:
    said = io.StringIO()
    show_claims(found, Console(file=said, width=160))
    return said.getvalue()


def test_each_experiment_has_a_row_and_the_claims_are_counted() -> None:
    one = Standing("flv-outage", "passed", "2026-01-02T10:00:00+00:00", "a")
    text = printed(ClaimStanding(CLAIMS[0], (one, Standing("healthy", "not run"))), ClaimStanding(CLAIMS[-1], ()))
    row = next(line for line in text.splitlines() if "flv-outage" in line)
    assert "P1" in row
    assert "passed" in row
    assert "2026-01-02 10:00" in row
    assert "2 claims: 1 not run, 1 not tested" in text


def test_the_command_lists_every_claim_of_the_lab(tmp_path: Path) -> None:
    summary = tmp_path / "claims.json"
    with pytest.raises(SystemExit) as ended:
        main(["claims", "--runs", str(tmp_path), "--json", str(summary)])
    assert ended.value.code == 0
    assert f'"id": "{CLAIMS[-1].id}"' in summary.read_text()


def test_a_folder_of_runs_that_is_not_there_is_no_folder_without_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["claims", "--runs", str(tmp_path / "none")])
    assert ended.value.code == 2
    assert f"--runs {tmp_path / 'none'}: no such folder" in capsys.readouterr().err
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["claims"])  # nothing has run here yet
    assert ended.value.code == 0
