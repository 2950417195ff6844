"""A plan drawn in characters."""

from chaoslab.cli.time_bar import drawn_line
from chaoslab.experiment.method.step import After, Step
from tests.judge.test_judge import plan

CUT = Step(at=5, lasting=20, fault="proxy_down", settings={"leg": "flv"})


def test_what_is_known_is_drawn_as_on_with_its_seconds_below() -> None:
    bar, marks = drawn_line(plan())
    assert bar == f"  {'proxy_down':<18}{'·' * 9}{'█' * 34}{'·' * 17}"
    assert marks.split() == ["seconds", "0", "s", "5", "s", "25", "s", "35", "s"]


def test_what_waits_for_the_trial_is_drawn_as_unknown_and_explained() -> None:
    waiting = Step(after=After(step=0, of="start"), when="fallback_seen", within=20, lasting=5, fault="tab_hide")
    _, bar, _, legend = drawn_line(plan().model_copy(update={"steps": (CUT, waiting)}))
    assert bar.count("█") == 0
    assert bar.count("░") == round(30 / 40 * 60) - round(5 / 40 * 60)
    assert "░ on for part of this time" in legend


def test_a_fault_that_lasts_until_a_condition_surely_begins() -> None:
    until = CUT.model_copy(update={"until": "spinner_shown"})
    bar, *_ = drawn_line(plan().model_copy(update={"steps": (until,)}))
    assert "·█░" in bar
