"""The conditions that a step can wait for, as a list."""

from pathlib import Path

from chaoslab import plugins
from chaoslab.conditions import PACKAGE, condition, names
from chaoslab.setup.places import ROOT


def test_each_has_words_and_events_with_which_it_can_come_true() -> None:
    assert "fallback_seen" in names()
    assert all(condition(name).words and condition(name).news for name in names())


def test_each_file_carries_a_class_of_its_name_and_has_a_test() -> None:
    for name in names():
        assert plugins.load(PACKAGE, name).__name__ == plugins.class_name(name)
        assert (Path(__file__).parent / f"test_{name}.py").is_file(), name


def test_the_docs_list_all() -> None:
    text = (ROOT / "docs/experiments.md").read_text(encoding="utf-8")
    assert [name for name in names() if f"| `{name}` |" not in text] == []
