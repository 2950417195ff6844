"""Who uses what, read from the files of experiments."""

from pathlib import Path

import pytest

from chaoslab import conditions, probes
from chaoslab.catalog.fault_entry import fault_entry
from chaoslab.catalog.usage import Usage, files, usage
from chaoslab.setup.places import EXPERIMENTS

TEXT = """\
title: T
steady-state: {frame_rate: {at_least: 27}}
method:
  - {when: stalled, within: 9, until: stalled, at_most: 3, fault: {tab_hide: {}}}
expect:
  - stall_time: {at_most: $most}
  - recovered: true
"""


def test_each_use_is_told_as_its_file_has_it(tmp_path: Path) -> None:
    (tmp_path / "e.yaml").write_text(TEXT)
    uses = usage(tmp_path)
    assert [use.line for use in uses.probes["frame_rate"]] == ["steady-state: {frame_rate: {at_least: 27}}"]
    (limited,) = uses.probes["stall_time"]
    assert (limited.line, limited.drawn) == ("- stall_time: {at_most: $most}", True)
    assert [use.line for use in uses.probes["recovered"]] == ["- recovered: true"]
    step = "- {when: stalled, within: 9, until: stalled, at_most: 3, fault: {tab_hide: {}}}"
    assert [use.line for use in uses.conditions["stalled"]] == [step, step]
    assert files(uses.conditions["stalled"]) == (tmp_path / "e.yaml",)


def test_a_lab_without_its_experiments_uses_nothing(tmp_path: Path) -> None:
    assert usage(tmp_path / "gone") == Usage({}, {})


def test_all_that_the_lab_uses_is_known() -> None:
    found = usage(EXPERIMENTS)
    assert set(found.probes) <= set(probes.names())
    assert set(found.conditions) <= set(conditions.names())


@pytest.mark.parametrize(
    "text",
    ["", "title: [", "- 1", "expect: 3", "expect: [3, null]", "steady-state: [a]", "steady-state:", "method:",
     "method: [1]", "method: [{when: [a]}]", "method: [{fault: 1}]"],
)  # fmt: skip
def test_an_experiment_that_is_being_written_keeps_no_other_from_being_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.yaml").write_text(text)
    (tmp_path / "e.yaml").write_text(TEXT)
    (tmp_path / "tab-hide.yaml").write_text(text)
    assert set(usage(tmp_path).probes) == {"frame_rate", "stall_time", "recovered"}
    assert fault_entry("tab_hide", tmp_path).step is None


def test_a_use_under_an_old_name_is_one_of_the_present_name(tmp_path: Path) -> None:
    (tmp_path / "e.yaml").write_text("expect: [half_open_trials: {at_most: 1}]\n")
    assert [one.line for one in usage(tmp_path).probes["half_open_attempts"]] == ["- half_open_attempts: {at_most: 1}"]
