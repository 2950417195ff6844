"""A method may have thousands of steps, each counted from the one before."""

from pathlib import Path

import pytest

from chaoslab.cli.explain import explain
from chaoslab.errors import ExperimentInvalid
from chaoslab.experiment.checks import method
from chaoslab.experiment.load import load
from chaoslab.experiment.method.overlaps import Overlaps
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


FIRST = "name: s1, at: 5, lasting: 1, fault: {proxy_down: {leg: flv}}"
CUT = "lasting: 1, fault: {proxy_down: {leg: flv}}"
STATUS = "at: 5, lasting: 1, fault: {http_status: {path: /api/%d, status: 500}}"
MANY = 500


def written(folder: Path, steps: list[str]) -> Path:
    path = folder / "long.yaml"
    path.write_text("title: Many\nmethod:\n" + "".join(f"  - {{{step}}}\n" for step in steps) + TAIL)
    return path


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ([FIRST] + [f"after: x{n}, {CUT}" for n in range(MANY)], ":4: method.1.after: no step is named 'x0'"),
        (
            [f"name: s{n}, after: s{(n + 1) % MANY}, {CUT}" for n in range(MANY)],
            ":3: method.0.after: leads back to itself (s0 → s1 → s2 → s3 → s4 → s5 → … → s0): one of them needs `at`",
        ),
        ([f"at: 5, {CUT}"] * MANY, ":4: method.1: overlaps step 1, the same fault on the same leg: let one end first"),
    ],
    ids=["names that lead nowhere", "a circle", "faults at the same time"],
)
def test_the_first_of_a_thousand_mistakes_is_told_in_one_short_line(
    tmp_path: Path, steps: list[str], says: str
) -> None:
    path = written(tmp_path, steps)
    with pytest.raises(ExperimentInvalid) as caught:
        load(path)
    assert str(caught.value).startswith(f"{path}{says}")
    assert len(str(caught.value)) < len(str(path)) + 200


def test_one_name_that_leads_nowhere_is_compared_with_the_known_ones_not_all_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(method, "unknown_among", lambda name, _known: asked.append(name))
    with pytest.raises(ExperimentInvalid):
        load(written(tmp_path, [FIRST] + [f"after: x{n}, {CUT}" for n in range(MANY)]))
    assert asked == ["x0"]


@pytest.mark.parametrize(
    ("steps", "valid"), [([f"at: 5, {CUT}"] * MANY, False), ([STATUS % n for n in range(MANY)], True)]
)
def test_steps_at_the_same_time_are_not_compared_each_with_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: list[str], valid: bool
) -> None:
    compared: list[tuple[int, int]] = []

    def may_overlap(self: Overlaps, first: int, second: int) -> bool:
        compared.append((first, second))
        return told(self, first, second)

    told = Overlaps.may_overlap
    monkeypatch.setattr(Overlaps, "may_overlap", may_overlap)
    path = written(tmp_path, steps)
    if valid:
        assert len(load(path).method) == MANY
    else:
        with pytest.raises(ExperimentInvalid):
            load(path)
    assert len(compared) < MANY
