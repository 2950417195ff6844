"""What `faults` prints, for people and for programs."""

import json
from io import StringIO

import pytest
from rich.console import Console

from chaoslab import faults
from chaoslab.catalog.fault_entry import fault_entries, fault_entry
from chaoslab.catalog.fault_table import catalog_json, show_entries, show_entry
from chaoslab.cli.verbs import main
from chaoslab.setup.places import ROOT

EXPERIMENTS = ROOT / "experiments/faults"


def printed(show: object, what: object) -> str:
    out = StringIO()
    assert callable(show)
    show(what, Console(file=out, width=160))
    return out.getvalue()


def test_the_list_names_every_fault_below_its_group() -> None:
    text = printed(show_entries, fault_entries(EXPERIMENTS))
    assert [name for name in faults.names() if f"  {name} " not in text] == []
    assert text.index("Network") < text.index("proxy_down") < text.index("Page") < text.index("tab_hide")
    assert f"{len(faults.names())} faults" in text


def test_one_fault_is_told_with_settings_witness_example_and_experiment() -> None:
    text = printed(show_entry, fault_entry("latency", EXPERIMENTS))
    assert "a whole number, 200 to 60000" in text and "milliseconds, plus or minus" in text
    assert "Witness  The browser's network stack waited" in text
    assert "fault: {latency: {leg: flv, latency: 1000}}}" in text
    assert "experiments/faults/latency.yaml" in text


def test_a_fault_without_settings_says_so() -> None:
    assert "It has no settings: {}" in printed(show_entry, fault_entry("tab_hide", EXPERIMENTS))


def test_the_json_can_be_read_and_holds_the_limits() -> None:
    (told,) = json.loads(json.dumps(catalog_json([fault_entry("latency", EXPERIMENTS)])))
    assert told["settings"]["latency"] == {"description": "milliseconds", "maximum": 60000, "minimum": 200} | {
        "type": "integer"
    }
    assert told["required"] == ["leg", "latency"]
    assert told["example"]["fault"] == {"latency": {"leg": "flv", "latency": 1000}}


def test_the_verb_prints_json_of_all(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["faults", "--json", "-"])
    assert ended.value.code == 0
    assert [fault["name"] for fault in json.loads(capfd.readouterr().out)] == [
        entry.name for entry in fault_entries(EXPERIMENTS)
    ]


def test_the_verb_refuses_a_wrong_name_with_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["faults", "tab_hid"])
    assert ended.value.code == 2
    assert "did you mean 'tab_hide'?" in capsys.readouterr().err
