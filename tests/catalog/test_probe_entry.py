"""Probes as they are told: whole for every one, and a wrong name is told with the nearest one."""

from pathlib import Path

import pytest

from chaoslab import probes
from chaoslab.catalog.probe_entry import probe_entries, probe_entry
from chaoslab.catalog.usage import Usage, usage
from chaoslab.errors import UsageError
from chaoslab.setup.places import EXPERIMENTS
from tests.experiment.test_model import loaded

USED, UNUSED = usage(EXPERIMENTS), Usage({}, {})
STEP = "method: [{at: 5, lasting: 9, fault: {proxy_down: {leg: flv}}}]\n"


@pytest.mark.parametrize("name", probes.names())
def test_every_probe_tells_its_definition_and_whose_it_is(name: str) -> None:
    found = probe_entry(name, UNUSED)
    assert found.definition.endswith(".") and len(found.definition.split()) > 2
    assert found.meaning and found.source


@pytest.mark.parametrize("used", [USED, UNUSED], ids=["used", "unused"])
@pytest.mark.parametrize("name", probes.names())
def test_every_example_may_stand_in_an_experiment(tmp_path: Path, name: str, used: Usage) -> None:
    example = probe_entry(name, used).example
    assert loaded(tmp_path, f"title: T\n{STEP}expect:\n  {example}\n").expect[0].key == name


def test_one_probe_is_told_with_what_it_takes_and_needs() -> None:
    found = probe_entry("ttr_clear", USED)
    assert found.limits == "equals, at_least, at_most: a number in s; within or within_percent beside equals"
    assert found.needs == (
        "a fault",
        "playback before the first fault",
        "a `watch` long enough to see whether it recovered",
    )
    assert probe_entry("recovered", USED).limits == "true or false"
    assert probe_entry("retry_delays", USED).limits.startswith("equals: a list of numbers in s;")
    assert probe_entry("spinner_delay", USED).states == ("spinner",)


def test_the_experiments_that_use_it_are_told_once() -> None:
    found = probe_entry("flv_retries", USED).experiments
    assert "flv-outage-falls-back-to-hls" in {path.stem for path in found}
    assert len(found) == len(set(found))


def test_every_probe_is_an_entry() -> None:
    assert tuple(entry.name for entry in probe_entries(UNUSED)) == probes.names()


def test_a_wrong_name_is_told_with_the_nearest() -> None:
    assert probe_entry("stall-time", UNUSED).name == "stall_time"
    with pytest.raises(UsageError, match=r"stal_time: there is no such probe; did you mean 'stall_time'\?"):
        probe_entry("stal_time", UNUSED)
    with pytest.raises(UsageError, match="`chaoslab probes` lists them all"):
        probe_entry("xyz", UNUSED)
