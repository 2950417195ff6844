"""Findings stand near the verdict, whatever the outcome."""

from pathlib import Path

import pytest

from chaoslab.report.html import render
from tests.report import made_trials as made
from tests.report.made_run import make_run
from tests.report.made_trials import MadeTrial
from tests.report.parsed import Parsed

FOUND = "From 8.0 s to 9.5 s the picture stood still while the media element said that it was playing: a silent freeze."


def with_finding(trial: MadeTrial) -> MadeTrial:
    assert trial.verdict is not None
    return MadeTrial(trial.plan, trial.events, trial.verdict.model_copy(update={"findings": (FOUND,)}))


@pytest.mark.parametrize("others", [[], [made.healthy("a")]])
def test_a_finding_of_a_trial_that_passed_stands_at_the_top(others: list[MadeTrial], tmp_path: Path) -> None:
    run = make_run(tmp_path, [*others, with_finding(made.outage("b"))], outcome="passed")
    top = render(run).partition("<main")[0]
    assert f"Finding {FOUND}" in " ".join(Parsed(top).text.split())


def test_one_of_several_trials_says_it_in_its_own_part_too(tmp_path: Path) -> None:
    run = make_run(tmp_path, [made.healthy("a"), with_finding(made.outage("b"))], outcome="passed")
    below = render(run).partition("<main")[2]
    assert FOUND in " ".join(Parsed(below).text.split())


def test_a_trial_without_any_says_nothing_of_findings(tmp_path: Path) -> None:
    assert 'aria-label="Findings"' not in render(make_run(tmp_path, [made.healthy()], outcome="passed"))
