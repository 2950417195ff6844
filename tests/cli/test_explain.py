"""What an experiment is said to do."""

from chaoslab.cli.explain import explain
from chaoslab.experiment.method.step import Step
from chaoslab.judge.judge import unsteady
from tests.judge.test_judge import plan
from tests.made_timeline import Made


def test_every_step_and_expectation_is_said() -> None:
    words = explain(plan(), 3)
    assert "At 5 s the flv leg is cut" in words
    assert "lifted at 25 s" in words
    assert "retry_delays is [1, 2, 4] ± 0.1 s" in words
    assert "3 trials of 35 s" in words


def test_the_steady_state_comes_first() -> None:
    assert "First, for 2 s within 20 s, frame_rate ≥ 27 frames/s" in explain(plan(), 1)


def test_a_file_without_a_steady_state_waits_for_a_moving_picture_all_the_same() -> None:
    bare = plan().model_copy(update={"steady_state": ()})
    assert "First, for 2 s within 20 s, at least one new picture a second; otherwise the trial is invalid" in explain(
        bare, 1
    )
    (asked,) = unsteady(bare, Made(5).timeline())
    assert (asked.probe, asked.declared) == ("frame_rate", "≥ 1 frames/s")


def test_the_fault_is_drawn_in_proportion() -> None:
    drawn = next(line for line in explain(plan(), 1).splitlines() if "█" in line)
    assert drawn.count("█") == round(25 / 35 * 60) - round(5 / 35 * 60)


def test_a_fault_before_the_page_and_one_for_good_are_said_to_be_so() -> None:
    steps = (Step(at=0, lasting=2, fault="publisher_stop"), Step(at=5, lasting=1, fault="stream_end"))
    words = explain(plan().model_copy(update={"steps": steps}), 1)
    assert "Before the page is opened the publisher stops publishing; lifted at 2 s" in words
    assert "There is no steady state to wait for" in words
    assert "for good, as lifting it does nothing (stream_end)" in words
