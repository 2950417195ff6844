"""A part of the rig that dies or stands still is told as that, and the next trial stands on new parts."""

import re
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from chaoslab.journal.reading import read_run
from tests.lab.conftest import argv, environment, experiment
from tests.lab.stopping import descendants, left_over, short_scratch, started, wait_for

pytestmark = pytest.mark.lab
GIVEN_UP_WITHIN = 30.0  # seconds
STANDING_STILL = {
    "driver": ("run-driver", "the browser's driver did not answer for 8 s"),
    "browser": ("--remote-debugging-pipe", "(the browser did not answer for 8 s|browser not there after 20 s)"),
}


def test_a_dead_origin_is_no_failure_of_the_player_and_costs_one_trial(tmp_path: Path) -> None:
    path = experiment(tmp_path, expect="stall_count: {at_least: 0}", lasting=1, watch=1)
    words = argv("run", path, "--repeat", "2", "--out", tmp_path / "run")
    with subprocess.Popen(words, env=environment(), stdout=subprocess.PIPE, text=True) as lab:
        wait_for(lab, "baseline begins")
        (origin,) = (one for one in descendants(lab) if one.name() == "lalserver")
        origin.kill()
        rest = lab.communicate(timeout=60)[0]
    assert lab.returncode == 7, rest
    first, second = (trial.verdict for trial in read_run(tmp_path / "run").trials)
    assert first is not None and second is not None
    assert first.outcome == "error"
    assert first.reasons[0].startswith("lalserver ended in the middle of the trial: ")
    assert second.outcome != "error"


@pytest.mark.parametrize("moment", ["▶", "proxy_down seen"])
@pytest.mark.parametrize("part", STANDING_STILL)
def test_a_driver_or_browser_that_stands_still_is_named_and_given_up_and_nothing_of_it_is_left(
    part: str, moment: str, tmp_path: Path
) -> None:
    argument, words = STANDING_STILL[part]
    with short_scratch() as scratch, started(tmp_path, scratch) as lab:
        wait_for(lab, moment)
        stuck = _child(lab, argument)
        stuck.suspend()
        processes = descendants(lab)
        since = time.monotonic()
        rest = lab.communicate(timeout=60)[0]
        took = time.monotonic() - since
        assert left_over(processes, scratch) == []
    assert lab.returncode in {7, 4}, rest  # 4 where the machine was too busy as well
    assert took < GIVEN_UP_WITHIN
    (trial,) = read_run(tmp_path / "run").trials
    assert trial.verdict is not None
    assert trial.verdict.outcome in {"error", "invalid"}
    assert any(re.match(words, reason) for reason in trial.verdict.reasons), trial.verdict.reasons


def _child(lab: "subprocess.Popen[str]", argument: str) -> psutil.Process:
    """The lab's child of whose command this is a part, once it is there."""
    while lab.poll() is None:
        for one in psutil.Process(lab.pid).children():
            if argument in _cmdline(one):
                return one
        time.sleep(0.02)
    raise AssertionError(f"the lab ended without {argument}")


def _cmdline(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []
