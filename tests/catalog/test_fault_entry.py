"""Entries of the catalog: whole for every fault, and a wrong name is told with the nearest one."""

from pathlib import Path

import pytest

from chaoslab import faults
from chaoslab.catalog.fault_entry import fault_entries, fault_entry
from chaoslab.errors import UsageError
from chaoslab.faults import GROUPS
from chaoslab.setup.places import ROOT

EXPERIMENTS = ROOT / "experiments/faults"


@pytest.mark.parametrize("name", faults.names())
def test_every_fault_tells_its_group_its_act_and_its_witness(name: str) -> None:
    found = fault_entry(name, EXPERIMENTS)
    assert found.group in GROUPS
    assert len(found.does.split()) > 2
    assert found.witness.endswith(".") and len(found.witness.split()) > 3
    assert found.about != ("",)


@pytest.mark.parametrize("name", faults.names())
def test_every_fault_has_an_experiment_of_its_name_whose_method_uses_it(name: str) -> None:
    found = fault_entry(name, EXPERIMENTS)
    assert found.experiment is not None, f"experiments/faults/{name.replace('_', '-')}.yaml is missing"
    assert found.step is not None, f"{found.experiment} does not use {name}"
    chosen = faults.fault_class(name).model_validate(found.step["fault"][name])
    assert chosen.in_words()


def test_every_experiment_of_the_folder_is_of_a_fault() -> None:
    assert {path.stem.replace("-", "_") for path in EXPERIMENTS.glob("*.yaml")} <= set(faults.names())


def test_entries_are_sorted_by_group_and_name() -> None:
    found = fault_entries(EXPERIMENTS)
    assert {entry.name for entry in found} == set(faults.names())
    assert [(GROUPS.index(faults.fault_class(entry.name).group), entry.name) for entry in found] == sorted(
        (GROUPS.index(faults.fault_class(name).group), name) for name in faults.names()
    )


def test_dashes_do_as_underlines() -> None:
    assert fault_entry("proxy-down", EXPERIMENTS).name == "proxy_down"


def test_a_wrong_name_is_told_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"proxy_dwon: there is no such fault; did you mean 'proxy_down'\?"):
        fault_entry("proxy_dwon", EXPERIMENTS)


def test_a_name_that_is_like_none_is_told_how_to_list_them() -> None:
    with pytest.raises(UsageError, match="`chaoslab faults` lists"):
        fault_entry("xyz", EXPERIMENTS)


def test_a_fault_without_an_experiment_is_told_without_an_example(tmp_path: Path) -> None:
    found = fault_entry("proxy_down", tmp_path)
    assert (found.step, found.experiment) == (None, None)
