"""Who uses what, read from the files of experiments."""

from pathlib import Path

from chaoslab import conditions, probes
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
    uses = usage(EXPERIMENTS)
    assert set(uses.probes) <= set(probes.names())
    assert set(uses.conditions) <= set(conditions.names())
