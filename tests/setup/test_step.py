"""A step is done again when, and only when, its outcome is gone or was made from something else."""

from pathlib import Path

import pytest

from chaoslab.setup.step import fingerprint, is_fresh, mark, stale, unmark
from tests.setup.made_steps import made_step


@pytest.mark.usefixtures("lab")
def test_a_step_is_fresh_once_it_was_marked_with_what_it_was_made_from(tmp_path: Path) -> None:
    step = made_step(tmp_path / "thing")
    (tmp_path / "thing").touch()
    assert not is_fresh(step)
    mark(step, step.inputs())
    assert is_fresh(step)


@pytest.mark.usefixtures("lab")
def test_changed_inputs_a_vanished_outcome_or_a_dropped_mark_make_it_stale(tmp_path: Path) -> None:
    outcome = tmp_path / "thing"
    outcome.touch()
    step = made_step(outcome)
    mark(step, "other inputs")
    assert not is_fresh(step)
    mark(step, step.inputs())
    outcome.unlink()
    assert not is_fresh(step)
    outcome.touch()
    unmark(step.name)
    assert not is_fresh(step)


@pytest.mark.usefixtures("lab")
def test_a_tool_is_due_only_when_something_is_to_be_made_with_it(tmp_path: Path) -> None:
    tool, packages = (
        made_step(tmp_path / "tool", serves=("packages",)),
        made_step(tmp_path / "packages", serves=("it",)),
    )
    thing = made_step(tmp_path / "it")
    assert [step.name for step in stale([tool, packages, thing])] == ["tool", "packages", "it"]
    (tmp_path / "it").touch()
    mark(thing, thing.inputs())
    assert stale([tool, packages, thing]) == ()
    assert [step.name for step in stale([tool, packages, thing], wanted=["tool"])] == ["tool"]


def test_a_fingerprint_follows_the_content_of_sources_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "player.ts").write_text("one")
    before = fingerprint(tmp_path)
    for other in ("node_modules/react/index.js", "dist/index.html", "src/player.test.ts"):
        (tmp_path / other).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / other).write_text("not a source")
    assert fingerprint(tmp_path) == before
    (tmp_path / "src" / "player.ts").write_text("two")
    changed = fingerprint(tmp_path)
    assert changed != before
    (tmp_path / "src" / "another.ts").touch()
    assert fingerprint(tmp_path) not in (before, changed)


def test_a_file_that_is_not_there_counts_too(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    absent = fingerprint(lock)
    lock.touch()
    assert fingerprint(lock) != absent
