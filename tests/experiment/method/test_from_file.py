"""Steps of a plan made from a method."""

from pathlib import Path

from chaoslab.experiment.method.from_file import method_steps
from chaoslab.experiment.method.step import After, Step
from tests.experiment.checks.test_method import method
from tests.experiment.test_model import loaded


def steps(folder: Path, *words: str) -> tuple[Step, ...]:
    return method_steps(loaded(folder, method(*words)).method)


def test_steps_stand_in_the_order_in_which_they_can_begin_and_name_each_other_by_place(tmp_path: Path) -> None:
    late, early = steps(
        tmp_path,
        "after: cut + 2, lasting: 1, fault: {tab_hide: {}}",
        "name: cut, at: 5, lasting: 3, fault: {proxy_down: {leg: flv}}",
    )[::-1]
    assert (early.name, late.after) == ("cut", After(step=0, plus=2))


def test_a_condition_alone_is_waited_for_from_the_start_of_the_step_before(tmp_path: Path) -> None:
    first, second = steps(
        tmp_path,
        "when: stalled, within: 20, lasting: 3, fault: {tab_hide: {}}",
        "when: error_shown, within: 9, until: playing_again, at_most: 4, fault: {latency: {leg: flv, latency: 400}}",
    )
    assert (first.at, first.after, first.when, first.within) == (None, None, "stalled", 20)
    assert (second.after, second.until, second.lasting) == (After(step=0, of="start"), "playing_again", 4)


def test_a_condition_may_count_from_a_time_or_another_step(tmp_path: Path) -> None:
    first, second = steps(
        tmp_path,
        "name: a, at: 4, when: stalled, within: 20, lasting: 3, fault: {tab_hide: {}}",
        "after: a + 1, when: error_shown, within: 9, lasting: 4, fault: {latency: {leg: flv, latency: 400}}",
    )
    assert first.at == 4
    assert not first.before_the_page
    assert second.after == After(step=0, plus=1)
