"""A method may have thousands of steps, each counted from the one before."""

from pathlib import Path

import pytest

from chaoslab.cli.explain import explain
from chaoslab.plan.make import Choices, read_plans

STEPS = 2000  # more than twice as many as Python lets calls nest
HEAD = """\
title: A link that fails again and again
method:
  - {name: s0, at: 4, lasting: 0.1, fault: {proxy_down: {leg: flv}}}
"""
NEXT = "  - {name: s%d, after: s%d + 0.1, lasting: 0.1, fault: {proxy_down: {leg: flv}}}\n"
TAIL = "watch: 10\nexpect:\n  - recovered: true\n"


def test_it_is_read_checked_planned_and_explained(tmp_path: Path) -> None:
    steps = "".join(NEXT % (index, index - 1) for index in range(1, STEPS))
    (tmp_path / "long.yaml").write_text(HEAD + steps + TAIL)
    (plan,) = read_plans([tmp_path / "long.yaml"], Choices())
    assert len(plan.steps) == STEPS
    assert plan.last_lift == pytest.approx(4.1 + (STEPS - 1) * 0.2)
    assert f"0.1 s after the end of step {STEPS - 1} (s{STEPS - 2})" in explain(plan, 1)
