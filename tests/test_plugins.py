"""What a package of plugins holds, and what it was called before."""

from pathlib import Path

import pytest

from chaoslab import conditions, faults, plugins, probes

PACKAGES = {"faults": faults, "probes": probes, "conditions": conditions}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_old_name_is_a_present_one_or_that_of_two(package: str) -> None:
    present = plugins.names(f"chaoslab.{package}")
    old = [former for name in present for former in plugins.load(f"chaoslab.{package}", name).formerly]  # type: ignore[attr-defined]
    assert len(old) == len(set(old)) == len(plugins.renamed(f"chaoslab.{package}"))
    assert not set(old) & set(present)


def test_a_probe_is_known_by_its_old_name() -> None:
    assert probes.renamed()["half_open_trials"] == "half_open_attempts"


def test_a_fault_that_an_old_timeline_names_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugins, "renamed", lambda _: {"leg_down": "proxy_down"})
    assert faults.fault_class("leg_down") is faults.fault_class("proxy_down")


def test_no_experiment_of_the_lab_holds_an_old_name(pytestconfig: pytest.Config) -> None:
    old = [former for package in PACKAGES.values() for former in package.renamed()]
    files = (Path(pytestconfig.rootpath) / "experiments").rglob("*.yaml")
    assert [file.name for file in files for former in old if former in file.read_text(encoding="utf-8")] == []
