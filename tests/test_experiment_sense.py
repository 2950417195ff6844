"""What a well-formed experiment may not ask for."""

from pathlib import Path

import pytest

from chaoslab import experiment
from chaoslab.errors import ExperimentInvalid
from chaoslab.plan import Choices, read_plans

CUT = """\
title: Signalling without Redis
rig: {redis: REDIS}
method:
  - {at: 5, lasting: 4, fault: {proxy_down: {leg: redis}}}
expect:
  - stall_count: {equals: 0}
"""


def written(folder: Path, redis: str) -> Path:
    path = folder / "cut.yaml"
    path.write_text(CUT.replace("REDIS", redis), encoding="utf-8")
    return path


def test_a_redis_that_is_not_there_cannot_be_cut_off(tmp_path: Path) -> None:
    with pytest.raises(ExperimentInvalid) as refused:
        experiment.load(written(tmp_path, "false"))
    says = ":4: method.0.fault.proxy_down.leg: there is a redis leg only with `rig: {redis: true}`"
    assert str(refused.value).endswith(says)


def test_one_that_is_there_can_and_the_plan_says_so(tmp_path: Path) -> None:
    (plan,) = read_plans([written(tmp_path, "true")], Choices())
    assert plan.rig.redis
