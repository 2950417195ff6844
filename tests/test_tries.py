"""Where earlier tries are kept."""

from pathlib import Path

from chaoslab.tries import earlier_tries, set_aside


def test_a_try_that_was_set_aside_leaves_room_for_the_next_one(tmp_path: Path) -> None:
    for number in range(1, 12):
        (tmp_path / "trials/e").mkdir(parents=True)
        (tmp_path / "trials/e/plan.json").write_text(str(number))
        set_aside(tmp_path, "e", number)
    assert not (tmp_path / "trials/e").exists()
    assert [(path / "plan.json").read_text() for path in earlier_tries(tmp_path, "e")] == [str(n) for n in range(1, 12)]


def test_a_trial_that_was_tried_once_has_none(tmp_path: Path) -> None:
    assert earlier_tries(tmp_path, "e") == ()
