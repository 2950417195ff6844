"""The rows of the documents' tables."""

from chaoslab.catalog.condition_entry import condition_entry
from chaoslab.catalog.doc_tables import (
    conditions_table,
    definitions_table,
    faults_table,
    probes_table,
    settings_table,
)
from chaoslab.catalog.fault_entry import fault_entry
from chaoslab.catalog.probe_entry import probe_entry
from chaoslab.catalog.usage import Usage
from chaoslab.setup.places import ROOT

EXPERIMENTS = ROOT / "experiments/faults"
UNUSED = Usage({}, {})


def rows(table: str) -> list[str]:
    return table.splitlines()[2:]


def test_each_setting_is_a_row_and_the_fault_is_named_once() -> None:
    found = rows(settings_table([fault_entry("latency", EXPERIMENTS), fault_entry("tab_hide", EXPERIMENTS)]))
    assert [row.split("|")[1].strip() for row in found] == ["`latency`", "", ""]
    assert found[1] == "|  | `latency` | a whole number, 200 to 60000 | required | milliseconds |"
    assert found[2] == "|  | `jitter` | a whole number, 0 to 60000 | `0` | milliseconds, plus or minus |"


def test_a_fault_is_a_row_of_its_first_paragraphs_and_the_names_of_its_settings() -> None:
    latency, hide = rows(faults_table([fault_entry("latency", EXPERIMENTS), fault_entry("tab_hide", EXPERIMENTS)]))
    assert latency.startswith("| `latency` | Everything on the leg arrives later; open connections stay open | ")
    assert " | `leg`, `latency`, `jitter` | The browser's network stack waited " in latency
    assert " | none: `{}` | " in hide
    assert hide.endswith(" |") and not hide.endswith(". |")


def test_a_probe_is_a_row_of_what_it_means_and_one_of_what_it_is() -> None:
    found = [probe_entry("stall_count", UNUSED), probe_entry("retry_delays", UNUSED)]
    counted, delays = rows(probes_table(found))
    assert counted == "| `stall_count` | – | number | times that the picture stood still for 250 ms or more |"
    assert delays.startswith("| `retry_delays` | s | list | waits ")
    assert rows(definitions_table(found))[1] == (
        "| `retry_delays` | Loss of an `.flv` stream → next request, both as seen by the page | own |"
    )


def test_a_condition_is_a_row() -> None:
    found = rows(conditions_table([condition_entry("socket_lost", UNUSED)]))
    assert found == ["| `socket_lost` | the page loses a WebSocket |"]
