"""Conditions as they are told: whole for every one, and a wrong name is told with the nearest one."""

from pathlib import Path

import pytest

from chaoslab import conditions
from chaoslab.catalog.condition_entry import condition_entries, condition_entry
from chaoslab.catalog.usage import Usage, usage
from chaoslab.errors import UsageError
from chaoslab.setup.places import EXPERIMENTS
from tests.experiment.test_model import loaded

USED, UNUSED = usage(EXPERIMENTS), Usage({}, {})


@pytest.mark.parametrize("name", conditions.names())
def test_every_condition_tells_what_is_awaited_and_how_to_write_it(tmp_path: Path, name: str) -> None:
    found = condition_entry(name, UNUSED)
    assert found.words and found.about[0].endswith(".")
    step = loaded(tmp_path, f"title: T\nmethod:\n  {found.example}\nexpect: [stall_count: {{equals: 0}}]\n").method[0]
    assert step.when == name


def test_the_example_is_one_of_the_labs_where_there_is_one() -> None:
    found = condition_entry("fallback_seen", USED)
    assert found.experiments
    assert "fallback_seen" in found.example
    assert condition_entry("ended_shown", USED).states == ("ended",)


def test_every_condition_is_an_entry() -> None:
    assert tuple(entry.name for entry in condition_entries(UNUSED)) == conditions.names()


def test_a_wrong_name_is_told_with_the_nearest() -> None:
    assert condition_entry("socket-lost", UNUSED).name == "socket_lost"
    with pytest.raises(UsageError, match=r"stalld: there is no such condition; did you mean 'stalled'\?"):
        condition_entry("stalld", UNUSED)
    with pytest.raises(UsageError, match="`chaoslab conditions` lists them all"):
        condition_entry("xyz", UNUSED)
