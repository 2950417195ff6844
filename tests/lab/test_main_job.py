"""The main job on the real rig: browser, Toxiproxy, origin, publisher, player."""

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from chaoslab.cli.commands import RunRequest, run_experiments
from chaoslab.faults.proxy_down import ProxyDown
from chaoslab.journal.reading import read_run
from chaoslab.judge.judge import judge
from chaoslab.plan.make import Choices
from chaoslab.setup.places import ROOT
from chaoslab.timeline.events import EventName
from tests.lab.conftest import Ended, experiment

pytestmark = pytest.mark.lab
PLAYER = ROOT / "experiments/player"
BOTH = ("flv-outage-falls-back-to-hls", "healthy-stream")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """The main experiment and the control, run once for all tests that only look."""
    folder = tmp_path_factory.mktemp("both")
    request = RunRequest(
        tuple(PLAYER / f"{name}.yaml" for name in BOTH),
        Choices(),
        out=folder / "run",
        junit=folder / "out.xml",
        json_file=folder / "out.json",
    )
    with (folder / "output").open("w") as output:
        code = run_experiments(request, Console(file=output, width=160))
    return Ended(code, (folder / "output").read_text(), folder / "run", json.loads((folder / "out.json").read_text()))


def trial(ended: Ended, name: str) -> dict[str, Any]:
    return next(one for one in ended.summary["trials"] if one["id"] == name)


def worst_late(ended: Ended, name: str) -> float:
    """By how many seconds a timer of the lab came late at worst in a trial: so late may anything be on that machine."""
    timeline = next(one.timeline for one in read_run(ended.folder).trials if one.plan.id == name)
    return float(max(event.data["late"] for event in timeline.named(EventName.MACHINE_SAMPLED)))


def test_both_experiments_pass_on_the_reference_player(both: Ended) -> None:
    assert both.code == 0, both.output
    assert {one["outcome"] for one in both.summary["trials"]} == {"passed"}


def test_the_retries_come_after_one_two_and_four_seconds(both: Ended) -> None:
    found = trial(both, "flv-outage-falls-back-to-hls")["measurements"]["retry_delays"]
    assert found["value"] == pytest.approx([1, 2, 4], abs=0.1)
    assert found["uncertainty"] == 0.001, found["note"]


def test_the_browser_saw_the_cut_within_the_blink_of_an_eye(both: Ended) -> None:
    (receipt,) = trial(both, "flv-outage-falls-back-to-hls")["receipts"]
    assert receipt["witnessed"]
    blink = 0.25 + worst_late(both, "flv-outage-falls-back-to-hls")
    assert 0 <= receipt["seen_at"] - receipt["injected_at"] < blink


def test_every_presented_frame_of_the_healthy_stream_was_decoded(both: Ended) -> None:
    healthy = next(one for one in read_run(both.folder).trials if one.plan.id == "healthy-stream")
    painted = [event.data["painted"] for event in healthy.timeline if event.name == "frame.presented"]
    assert len(painted) > 300
    assert None not in painted


def test_painted_numbers_go_up_by_one_while_the_stream_is_healthy(both: Ended) -> None:
    healthy = next(one for one in read_run(both.folder).trials if one.plan.id == "healthy-stream")
    painted = [event.data["painted"] for event in healthy.timeline if event.name == "frame.presented"]
    steps = [(b - a) % 1800 for a, b in itertools.pairwise(painted)]
    assert sum(step == 1 for step in steps) / len(steps) > 0.9


def test_the_page_clock_lay_inside_every_bracket(both: Ended) -> None:
    for one in read_run(both.folder).trials:
        (mapped,) = [event for event in one.timeline if event.name == "clock.mapped"]
        assert mapped.data["violations"] == 0


def test_no_batch_of_the_recorder_was_lost(both: Ended) -> None:
    for one in read_run(both.folder).trials:
        assert [event for event in one.timeline if event.name == "recorder.lost"] == []


def test_the_verdict_can_be_judged_again_from_the_journal(both: Ended) -> None:
    for one in read_run(both.folder).trials:
        assert one.verdict == judge(one.plan, one.timeline)


def test_the_journal_holds_screenshots_and_a_report(both: Ended) -> None:
    outage = both.folder / "trials/flv-outage-falls-back-to-hls"
    for phase in ("baseline", "fault", "recovery"):
        assert (outage / f"{phase}.jpg").read_bytes()[:3] == b"\xff\xd8\xff"
    assert "<html" in (both.folder / "report.html").read_text()


def test_a_player_that_does_something_else_fails_and_the_report_says_why(
    lab: Callable[..., Ended], tmp_path: Path
) -> None:
    ended = lab(experiment(tmp_path, expect="flv_retries: {equals: 2}"))
    assert ended.code == 1, ended.output
    assert "flv_retries: expected 2, observed 3" in ended.output
    assert "FLV retries should have been 2; observed: 3" in (ended.folder / "report.html").read_text()


def test_a_fault_whose_injector_does_nothing_is_never_passed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    async def nothing(*_: object) -> None:
        return

    monkeypatch.setattr(ProxyDown, "inject", nothing)
    path = experiment(tmp_path, expect="stall_count: {equals: 0}", lasting=2, watch=2)
    with (tmp_path / "output").open("w") as output:
        code = run_experiments(RunRequest((path,), Choices(), out=tmp_path / "run"), Console(file=output))
    assert code == 4
    (one,) = read_run(tmp_path / "run").trials
    assert one.verdict is not None
    assert one.verdict.outcome == "not_injected"
