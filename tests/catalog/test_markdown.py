"""The table of settings for the page of faults."""

from chaoslab.catalog.entry import entries, entry
from chaoslab.catalog.markdown import BEGIN, END, settings_table, with_table
from chaoslab.setup.places import ROOT

EXPERIMENTS = ROOT / "experiments/faults"


def test_each_setting_is_a_row_and_the_fault_is_named_once() -> None:
    rows = settings_table([entry("latency", EXPERIMENTS), entry("tab_hide", EXPERIMENTS)]).splitlines()[2:]
    assert [row.split("|")[1].strip() for row in rows] == ["`latency`", "", ""]
    assert rows[1] == "|  | `latency` | a whole number, 200 to 60000 | must be given | milliseconds |"
    assert rows[2] == "|  | `jitter` | a whole number, 0 to 60000 | `0` | milliseconds, plus or minus |"


def test_the_table_takes_the_place_of_the_one_before() -> None:
    page = f"# Page\n\n{BEGIN}\n\nold\n\n{END}\n\nmore\n"
    assert with_table(page, "new") == f"# Page\n\n{BEGIN}\n\nnew\n\n{END}\n\nmore\n"


def test_the_page_of_faults_holds_the_settings_as_they_are() -> None:
    page = (ROOT / "docs/faults.md").read_text(encoding="utf-8")
    wanted = with_table(page, settings_table(entries(EXPERIMENTS)))
    assert page == wanted, "run `python -m chaoslab.catalog.markdown docs/faults.md`"
