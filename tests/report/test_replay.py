"""The part of the page that shows a replay beside the run that it repeats."""

from pathlib import Path

from chaoslab.journal.replayed import Replay, ReplayedFigure, ReplayedStep, ReplayedTrial, ReplayedVersion, write_replay
from tests.report import made_trials as made
from tests.report.made_run import make_run
from tests.report.parsed import parsed

STEPS = (
    ReplayedStep(step=0, fault="proxy_down", edge="start", then=5.0, now=5.012, drift=0.012),
    ReplayedStep(step=0, fault="proxy_down", edge="lift", then=25.0, now=None),
    ReplayedStep(step=1, fault="timeout", edge="start", then=9.0, now=9.5, drift=-0.003, waited_for="fallback_seen"),
)
TRIAL = ReplayedTrial(
    id="flv-outage-1",
    of="flv-outage-1",
    then="passed",
    now="failed",
    sentence_then="It came back.",
    sentence_now="It <b>stayed</b> away.",
    steps=STEPS,
    figures=(ReplayedFigure(probe="fallback_time", unit="s", then=7.2, now=None),),
)
REPLAY = Replay(
    of="run-1",
    folder="/runs/run-1",
    versions=(ReplayedVersion(name="chromium", then="1", now=None),),
    trials=(TRIAL, TRIAL.model_copy(update={"id": "same", "now": "passed", "sentence_now": "It came back."})),
)


def test_both_runs_stand_side_by_side(tmp_path: Path) -> None:
    run = make_run(tmp_path, [made.outage()])
    write_replay(tmp_path, REPLAY)
    page = parsed(run)
    words = " ".join(page.text.split())
    assert "Beside the run that it repeats This run repeats trials of run-1" in words
    assert "proxy_down injected (step 1) 5.000 s 5.012 s +12 ms" in words
    assert "proxy_down lifted (step 1) 25.000 s never –" in words
    assert "timeout injected (step 2) after fallback_seen 9.000 s 9.500 s -3 ms" in words
    assert "Fallback time 7.2 s not measured" in words
    assert "flv-outage-1: another outcome" in words
    assert words.count("another outcome") == 1
    assert "Now: It <b>stayed</b> away." in words
    assert "chromium1not there" in words


def test_a_run_that_repeats_none_has_no_such_part(tmp_path: Path) -> None:
    assert "repeats" not in parsed(make_run(tmp_path, [made.outage()])).text
