from dataclasses import replace
from pathlib import Path

import pytest

from chaoslab.report import shots
from chaoslab.report.shots import Album
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.timeline import Timeline
from tests.report import made_trials as made
from tests.report.made_run import PIXEL, make_run


def test_each_phase_has_its_picture_and_its_time(tmp_path: Path) -> None:
    (trial,) = make_run(tmp_path, [made.outage()]).trials
    found = Album().shots(trial)
    assert [shot.caption for shot in found] == [
        "Before the fault, at 4.9 s",
        "During the fault, at 9.0 s",
        "After the fault, at 40.0 s",
    ]
    assert all(shot.uri.startswith("data:image/jpeg;base64,/9j/") for shot in found)


def test_a_picture_that_came_after_a_short_fault_does_not_show_it(tmp_path: Path) -> None:
    (trial,) = make_run(tmp_path, [made.outage()]).trials
    lifted = Event(trial.timeline.zero + 8.5, EventName.FAULT_LIFTED, {"step": 0, "fault": "proxy_down"})
    others = (event for event in trial.timeline if event.name is not EventName.FAULT_LIFTED)
    found = Album().shots(replace(trial, timeline=Timeline.of([*others, lifted])))
    assert found[1].caption == "Right after the fault, at 9.0 s"


def test_without_a_fault_the_page_just_played(tmp_path: Path) -> None:
    (trial,) = make_run(tmp_path, [made.healthy()]).trials
    assert [shot.caption for shot in Album().shots(trial)] == ["The page while playing, at 4.9 s"]


def test_a_torn_file_is_left_out(tmp_path: Path) -> None:
    (trial,) = make_run(tmp_path, [made.outage()], shots={"baseline": b"", "fault": PIXEL}).trials
    assert [shot.phase for shot in Album().shots(trial)] == ["fault"]


def test_what_is_over_the_budget_stays_in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shots, "_BUDGET", 2 * len(PIXEL))
    (trial,) = make_run(tmp_path, [made.outage()]).trials
    found = Album().shots(trial)
    assert [bool(shot.uri) for shot in found] == [True, True, False]
    assert found[2].file == "trials/flv-outage-1/recovery.jpg"
