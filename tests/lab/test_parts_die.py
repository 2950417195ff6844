"""A part of the rig that dies is told as that, and the next trial stands on new parts."""

import subprocess
from pathlib import Path

import pytest

from chaoslab.journal.reading import read_run
from tests.lab.conftest import argv, environment, experiment
from tests.lab.stopping import descendants, wait_for

pytestmark = pytest.mark.lab


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
