"""A run of another version, or a damaged one: what can be read is, and what cannot is told by file and line."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from chaoslab.cli.verbs import app
from chaoslab.errors import NoSuchRun, UsageError
from chaoslab.journal.reading import read_run
from chaoslab.journal.remeasure import differences, remeasured
from chaoslab.report.html import render
from chaoslab.run.replay import ReplayChoices, replay_plans
from chaoslab.setup.places import ROOT

FIRST = "healthy-stream"
OTHER = "flv-outage-falls-back-to-hls"


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "reports/sample", tmp_path / "run"))


def change(file: Path, how: Callable[[Any], object]) -> None:
    content = json.loads(file.read_text())
    how(content)
    file.write_text(json.dumps(content))


def losses(run: Path) -> list[str]:
    return [str(loss) for loss in read_run(run).losses]


def add_lines(run: Path, *lines: bytes, trial: str = FIRST) -> int:
    """Returns the number of the first one."""
    file = run / f"trials/{trial}/timeline.jsonl"
    whole = file.read_bytes()
    file.write_bytes(whole + b"".join(line + b"\n" for line in lines))
    return whole.count(b"\n") + 1


def event(name: str, data: object, at: object = 26850.0) -> bytes:
    return json.dumps({"at": at, "name": name, "data": data}).encode()


def test_a_whole_run_has_no_losses(run: Path) -> None:
    assert losses(run) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (event("frame.presented", {"media": []}), "frame.presented: media is a list"),
        (event("frame.presented", None), "frame.presented: its data are null"),
        (event("media.failed", {"code": 1}, at="5"), "media.failed: at is text"),
        (event("trial.closed", {}, at=1.0), "trial.closed: at is 1, days away from the others"),
        (event("fault.lifted", {"step": 3, "fault": "proxy_down"}), "fault.lifted: the plan has no step 4"),
        (event("lab.exploded", {}), "'lab.exploded' is no event that this version knows"),
        (event("mark.made", {"name": "x", "data": 0}).replace(b"0}", b"[" * 90 + b"]" * 90 + b"}"),
         "mark.made: nests too deep"),
        (b"[" * 100_000, "nests too deep"),
        (b'{"at": 1, "name": "trial.clo\xff', "is not UTF-8 text"),
        (b"[1, 2]", "is not an event"),
        (b"half of a li", "is not JSON"),
        (b"x" * (16 * 2**20 + 5), "is longer than 16 MiB"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_left_out_and_told(run: Path, line: bytes, said: str) -> None:
    before = read_run(run)
    if "days away" in said:
        line = line.replace(b"1.0", b"900000.0")
        said = said.replace("is 1,", "is 900000,")
    number = add_lines(run, line)
    record = read_run(run)
    assert [str(loss) for loss in record.losses] == [f"trials/{FIRST}/timeline.jsonl line {number}: {said}, left out"]
    assert [trial.timeline.events for trial in record.trials] == [trial.timeline.events for trial in before.trials]
    assert f"timeline.jsonl line {number}: " in render(record)


def test_an_event_of_another_fault_than_the_plans_is_left_out(run: Path) -> None:
    add_lines(run, event("fault.lifted", {"step": 0, "fault": "offline"}), trial=OTHER)
    assert "step 1 of the plan is another fault than 'offline', left out" in losses(run)[0]


def test_many_losses_are_told_in_a_few_lines(run: Path) -> None:
    add_lines(run, *[event("frame.presented", [])] * 500)
    said = CliRunner().invoke(app, ["report", str(run)])
    assert said.exit_code == 0
    lines = said.stderr.splitlines()
    assert len(lines) == 4
    assert lines[-1] == f"chaoslab: trials/{FIRST}/timeline.jsonl: 497 more like these"


def test_a_key_of_a_newer_version_is_left_out_and_the_recorded_verdict_stands(run: Path) -> None:
    change(run / f"trials/{OTHER}/plan.json", lambda plan: plan["rig"].update(hologram=True))
    (run / f"trials/{OTHER}/timeline.jsonl").write_text("")  # so that a new verdict would be another one
    record = read_run(run)
    assert losses(run) == [f"trials/{OTHER}/plan.json: rig.hologram: is not known to this version, left out"]
    assert list(differences(record, remeasured(record))) == []


@pytest.mark.parametrize("verb", ["report", "measure"])
def test_an_unknown_fault_and_an_unknown_probe_are_told_by_name(run: Path, verb: str) -> None:
    folder = run / f"trials/{OTHER}"
    change(folder / "plan.json", lambda plan: plan["steps"][0].update(fault="solar_flare", when="eclipse"))
    change(folder / "plan.json", lambda plan: plan["expect"].append({"probe": "glare", "at_most": 1}))
    change(folder / "verdict.json", lambda verdict: verdict["receipts"][0].update(fault="solar_flare"))
    glare = {"name": "glare", "value": 0.5, "unit": "s"}
    change(folder / "verdict.json", lambda verdict: verdict["measurements"].update(glare=glare))
    said = CliRunner().invoke(app, [verb, str(run)])
    assert said.exit_code == 0
    for name in ("the fault 'solar_flare'", "the condition 'eclipse'", "the probe 'glare'"):
        assert f"{name} is not known to this version" in said.stderr


def test_settings_that_a_fault_does_not_take_are_told(run: Path) -> None:
    change(run / f"trials/{OTHER}/plan.json", lambda plan: plan["steps"][0].update(settings={"depth": 3}))
    said = CliRunner().invoke(app, ["measure", str(run)])
    assert said.exit_code == 0
    assert "plan.json: step 1 has other settings than proxy_down takes (leg: field required)" in said.stderr


def test_an_id_is_the_name_of_the_trials_folder_whatever_the_plan_says(run: Path) -> None:
    change(run / f"trials/{OTHER}/plan.json", lambda plan: plan.update(id="../../elsewhere"))
    record = read_run(run)
    assert {trial.plan.id for trial in record.trials} == {FIRST, OTHER}
    assert "id: is '../../elsewhere', not the name of the trial's folder" in str(record.losses[0])


def test_what_cannot_be_judged_is_not_replayed(run: Path) -> None:
    change(run / f"trials/{OTHER}/plan.json", lambda plan: plan["steps"][0].update(fault="solar_flare"))
    with pytest.raises(UsageError, match=f"trial {OTHER} was planned with what this version does not know"):
        replay_plans(read_run(run), ReplayChoices())


def test_a_replay_that_cannot_be_read_is_told(run: Path) -> None:
    (run / "replay.json").write_text('{"of": []}')
    assert losses(run)[0].startswith("replay.json: ")
    (run / "replay.json").unlink()
    (run / "replay.json").symlink_to("/dev/zero")
    assert losses(run) == ["replay.json: is a link, not a file, left out"]


def test_a_count_of_dropped_pictures_without_one_of_all_is_no_count(run: Path) -> None:
    sample = {"media": 1, "position": 1.0, "dropped": 3, "total": None}
    add_lines(run, *[event("media.sampled", sample, at=26800.0 + n) for n in range(30)])
    assert losses(run) == []
    assert len(remeasured(read_run(run)).trials) == 2


def test_a_part_of_a_verdict_that_cannot_be_read_is_left_out_alone(run: Path) -> None:
    file = run / f"trials/{OTHER}/verdict.json"
    change(file, lambda verdict: verdict["measurements"]["stall_time"].update(value={}))
    change(file, lambda verdict: verdict.update(findings=None))
    record = read_run(run)
    verdict = next(trial.verdict for trial in record.trials if trial.folder.name == OTHER)
    assert verdict is not None
    assert "stall_time" not in verdict.measurements and len(verdict.measurements) > 10
    assert {str(loss).split(": ")[1] for loss in record.losses} == {"measurements.stall_time", "findings"}


def test_a_number_that_no_lab_writes_is_left_out(run: Path) -> None:
    file = run / f"trials/{OTHER}/verdict.json"
    change(file, lambda verdict: verdict["measurements"]["stall_time"].update(value=float("nan")))
    assert losses(run) == [f"trials/{OTHER}/verdict.json: NaN is no number that a lab writes, left out"]


def test_a_trial_whose_plan_cannot_be_read_is_named_and_the_others_are_reported(run: Path) -> None:
    (run / f"trials/{OTHER}/plan.json").write_text("{")
    record = read_run(run)
    assert [trial.folder.name for trial in record.trials] == [FIRST]
    assert record.unread == (OTHER,)
    page = render(record)
    assert "Could not be read: no verdict." in page and "passed</h1>" not in page


def test_a_run_of_which_nothing_can_be_read_is_refused_in_one_line(run: Path) -> None:
    for name in (FIRST, OTHER):
        (run / f"trials/{name}/plan.json").write_text("[]")
    for verb in ("report", "measure"):
        said = CliRunner().invoke(app, [verb, str(run)])
        assert isinstance(said.exception, NoSuchRun)
        assert said.exception.exit_code == 2


@pytest.mark.parametrize("content", ["null", "[]", "7", "{", "[" * 9000, "\ufeff{}"])
def test_a_run_file_that_holds_no_facts_is_refused(run: Path, content: str) -> None:
    (run / "run.json").write_text(content)
    with pytest.raises(NoSuchRun, match=r"unreadable run\.json"):
        read_run(run)


def test_null_for_a_list_is_as_if_it_were_not_there(run: Path) -> None:
    change(run / "run.json", lambda facts: facts.update(trials=None, argv=[None], components=[], seed="x"))
    assert len(read_run(run).trials) == 2
    assert {loss.split(": ")[1] for loss in losses(run)} == {"argv", "seed", "components"}


@pytest.mark.parametrize("place", ["run.json", f"trials/{FIRST}/plan.json", f"trials/{FIRST}/timeline.jsonl",
                                   f"trials/{FIRST}/verdict.json", f"trials/{FIRST}/baseline.jpg"])  # fmt: skip
@pytest.mark.parametrize("odd", ["pipe", "endless"])
def test_what_is_no_file_is_neither_read_nor_waited_for(run: Path, place: str, odd: str) -> None:
    (run / place).unlink()
    if odd == "pipe":
        os.mkfifo(run / place)
    else:
        (run / place).symlink_to("/dev/zero")
    said = CliRunner().invoke(app, ["report", str(run)])
    if place == "run.json":
        assert isinstance(said.exception, NoSuchRun)
    else:
        assert said.exit_code == 0
        assert place.endswith(".jpg") or f"{place}: is a " in said.stderr


def test_a_linked_folder_among_the_trials_is_left_out(run: Path, tmp_path: Path) -> None:
    shutil.move(run / f"trials/{OTHER}", tmp_path / "elsewhere")
    (run / f"trials/{OTHER}").symlink_to(tmp_path / "elsewhere")
    assert losses(run) == [f"trials/{OTHER}: is a link, left out"]


def test_a_report_is_never_written_through_a_link(run: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    (run / "report.html").unlink()
    (run / "report.html").symlink_to(tmp_path / "mine")
    assert CliRunner().invoke(app, ["report", str(run)]).exit_code == 0
    assert (tmp_path / "mine").read_text() == "mine"
    assert (run / "report.html").read_text().startswith("<!doctype html>")


def test_one_bad_folder_does_not_end_the_claims(run: Path, tmp_path: Path) -> None:
    for name, content in (("torn", '{"run": '), ("list", "[]")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "run.json").write_text(content)
    change(run / f"trials/{FIRST}/plan.json", lambda plan: plan.update(rig=None))
    said = CliRunner().invoke(app, ["claims", "--runs", str(tmp_path), "--json", str(tmp_path / "claims.json")])
    assert said.exit_code == 0
    assert "torn: has an unreadable run.json" in said.stderr and "list: has an unreadable run.json" in said.stderr
    assert f"trials/{FIRST}/plan.json: rig: " in said.stderr
    standings = json.loads((tmp_path / "claims.json").read_text())["claims"]
    assert any(one["verdict"] == "passed" for claim in standings for one in claim["experiments"])
