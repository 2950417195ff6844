"""A trial with a drawn fault, replayed: the same draws, the same instants."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.lab.conftest import Ended, lab_call

pytestmark = pytest.mark.lab
# Seconds. Each run's own lateness is part of a drift, and a busy machine adds to both.
DRIFT = 0.25
DRAWN = """\
title: A short outage at a drawn time
draw: {begin: {uniform: [3.5, 4.5]}}
method:
  - {at: $begin, lasting: 1, fault: {proxy_down: {leg: flv}}}
watch: 6
expect:
  - flv_retries: {at_least: 1}
"""


def test_a_replayed_trial_has_the_same_draws_and_instants(lab: Callable[..., Ended], tmp_path: Path) -> None:
    (tmp_path / "drawn.yaml").write_text(DRAWN, encoding="utf-8")
    first = lab(tmp_path / "drawn.yaml", "--seed", "5")
    assert first.code == 0, first.output
    (tmp_path / "drawn.yaml").unlink()
    again = lab_call(tmp_path / "again", "replay", first.folder)
    assert again.code == 0, again.output
    (then,), (now,) = first.summary["trials"], again.summary["trials"]
    assert now["drawn"] == then["drawn"]
    (trial,) = again.summary["replay"]["trials"]
    assert (trial["then"], trial["now"]) == ("passed", "passed")
    assert [step["edge"] for step in trial["steps"]] == ["start", "lift"]
    assert all(abs(step["drift"]) < DRIFT for step in trial["steps"]), trial["steps"]
