"""A profile and a home that keep a browser from calling home and from writing elsewhere."""

import json
from pathlib import Path

import pytest

from chaoslab.setup.quiet import QUIET, own_home, quieten


def test_a_profile_is_told_before_its_browser_first_starts(tmp_path: Path) -> None:
    quieten(tmp_path / "profile", internal_only_uis_enabled=True)
    state = json.loads((tmp_path / "profile/Local State").read_text())
    assert state == {"dns_over_https": {"mode": "off"}, "internal_only_uis_enabled": True}
    preferences = json.loads((tmp_path / "profile/Default/Preferences").read_text())
    assert preferences["browser"] == {"enable_spellchecking": False}
    assert preferences["safebrowsing"] == {"enabled": False}


def test_everything_that_a_browser_takes_for_its_home_is_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/elsewhere")
    around = own_home(tmp_path)
    assert set(around) == {"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"}
    assert all(Path(place).is_relative_to(tmp_path) for place in around.values())


def test_the_addresses_that_stand_for_a_service_are_ports_to_which_no_browser_connects() -> None:
    replaced = [flag for flag in QUIET if "://" in flag]
    assert len(replaced) == 2
    assert all(flag.endswith("http://127.0.0.1:1/") for flag in replaced)
