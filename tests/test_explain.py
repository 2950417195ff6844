"""What an experiment is said to do."""

from chaoslab.explain import explain
from tests.test_judge import plan


def test_every_step_and_expectation_is_said() -> None:
    words = explain(plan(), 3)
    assert "At 5 s the flv leg is cut" in words
    assert "lifted at 25 s" in words
    assert "retry_delays is [1, 2, 4] ± 0.1 s" in words
    assert "3 trials of 35 s" in words


def test_the_fault_is_drawn_in_proportion() -> None:
    drawn = next(line for line in explain(plan(), 1).splitlines() if "█" in line)
    assert drawn.count("█") == round(25 / 35 * 60) - round(5 / 35 * 60)
