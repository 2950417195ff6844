from dataclasses import replace
from pathlib import Path

import pytest

from chaoslab.report.environment import command_line, components, environment, moment_in_words, report_command, run_name
from tests.report import made_trials as made
from tests.report.made_run import make_run


def test_everything_that_is_known_is_told(tmp_path: Path) -> None:
    run = make_run(tmp_path, [made.outage()], outcome="passed", exit_code=0)
    rows = dict(environment(run))
    assert rows["Started"] == "14 March 2026, 09:26:53 UTC"
    assert rows["Browser"] == "chromium, headless"
    assert rows["Hardware"] == "2 cores, 23.5 GiB of memory"
    assert rows["Load at start"] == "0.42, 0.5, 0.61"
    assert rows["Git commit"] == "4f0c1d2ab37e"
    assert ("chromium", "156.0.7012.3") in components(run)
    assert ("chaoslab", "0.1.0") in components(run)


def test_uncommitted_changes_are_told(tmp_path: Path) -> None:
    run = make_run(tmp_path, [], git={"commit": "4f0c1d2ab37e9c58", "dirty": True})
    assert dict(environment(run))["Git commit"] == "4f0c1d2ab37e with uncommitted changes"


def test_a_run_that_was_cut_short_has_no_end(tmp_path: Path) -> None:
    assert dict(environment(make_run(tmp_path, [], finished=None)))["Finished"] == "not recorded: the run was cut short"


def test_what_is_unknown_is_left_out(tmp_path: Path) -> None:
    run = replace(make_run(tmp_path, []), facts={})
    assert dict(environment(run)) == {"Finished": "not recorded: the run was cut short"}
    assert (command_line(run), components(run)) == ("", ())


def test_a_run_without_a_name_has_its_folders(tmp_path: Path) -> None:
    assert run_name(make_run(tmp_path / "run-7", [], run=None)) == "run-7"


def test_the_command_line_can_be_pasted(tmp_path: Path) -> None:
    run = make_run(tmp_path, [], argv=["chaoslab", "run", "my experiments/a.yaml"])
    assert command_line(run) == "chaoslab run 'my experiments/a.yaml'"


@pytest.mark.parametrize("out", [["--out", "reports/my run"], ["--out=reports/my"], []])
def test_the_same_run_once_more_gets_a_folder_of_its_own(out: list[str], tmp_path: Path) -> None:
    run = make_run(tmp_path, [], argv=["chaoslab", "run", *out, "a.yaml", "--json", "a.json"])
    assert command_line(run) == "chaoslab run a.yaml --json a.json"


@pytest.mark.parametrize(
    ("out", "folder"),
    [(["--out", "reports/my run"], "'reports/my run'"), (["--out=out/my"], "out/my"), ([], "reports/run-7")],
)
def test_the_report_is_made_again_from_the_folder_that_the_run_wrote(
    out: list[str], folder: str, tmp_path: Path
) -> None:
    run = make_run(tmp_path / "run-7", [], run=None, argv=["chaoslab", "run", *out, "a.yaml"])
    assert report_command(run) == f"chaoslab report {folder}"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("2026-03-14T10:26:53+01:00", "14 March 2026, 09:26:53 UTC"),
        ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+14:00"),
        ("yesterday", "yesterday"),
        (None, ""),
    ],
)
def test_a_time_reads_as_a_date_or_stays_as_it_is(told: object, words: str) -> None:
    assert moment_in_words(told) == words
