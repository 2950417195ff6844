"""A recovery waterfall as the report prints it."""

from pathlib import Path

import pytest

from chaoslab.judge.verdict import Verdict
from chaoslab.judge.waterfall import waterfalls
from chaoslab.report.waterfall import WaterfallTable, waterfall_tables
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy
from tests.report import made_trials as made
from tests.report.made_run import make_run
from tests.report.made_trials import MadeTrial
from tests.report.parsed import parsed, words


def table(trial: MadeTrial) -> WaterfallTable:
    assert isinstance(trial.verdict, Verdict)
    (found,) = waterfall_tables(trial.plan, trial.verdict.waterfalls)
    return found


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_it_says_what_was_broken_and_how_long_the_recovery_took() -> None:
    found = table(made.outage())
    assert plain(found.title) == "FLV cut, in effect from 5.0 s"
    assert plain(found.total) == "Recovered 9.23 s after the fault took effect."


def test_every_stage_that_took_time_has_its_figure_and_its_bar() -> None:
    rows = {row.name: row for row in table(made.outage()).rows}
    assert list(rows) == ["Impact", "Detect", "Decide", "Switch", "First frame", "Steady"]
    assert plain(rows["Decide"].took).startswith("6.0")
    assert all("<svg" in row.bar for row in rows.values())


def test_a_stage_that_was_not_reached_has_neither_and_the_one_before_is_open() -> None:
    found = table(made.never_recovered())
    rows = {row.name: row for row in found.rows}
    assert plain(found.total).startswith("Not recovered within 49.9")
    assert (rows["Steady"].took, rows["Steady"].bar, rows["Steady"].note) == ("", "", "not reached")
    (last,) = [row for row in found.rows if row.took.startswith("at least")]
    assert "onwards" in last.bar


def unharmed() -> Made:
    """A cut that the picture does not show: something else on the leg breaks."""
    cut = healthy(20.0).fault(5.0, 6.0)
    return cut.request(4.0, 5.01, "/live/other", error="net::ERR_CONNECTION_RESET")


def test_a_fault_that_never_reached_the_picture_is_said_to() -> None:
    (found,) = waterfall_tables(made.outage().plan, waterfalls(unharmed().timeline()))
    assert found.total == "It never reached the picture."


def test_a_fault_that_nobody_saw_has_no_table() -> None:
    trial = made.not_injected()
    assert isinstance(trial.verdict, Verdict)
    assert waterfall_tables(trial.plan, trial.verdict.waterfalls) == ()


def test_what_a_player_did_about_a_fault_that_never_reached_the_picture_is_no_recovery() -> None:
    timeline = unharmed().state("retrying", 6.0, 7.0).timeline()
    (found,) = waterfall_tables(made.not_injected().plan, waterfalls(timeline))
    assert found.total == "It never reached the picture."


def test_time_in_which_the_tab_was_hidden_is_no_part_of_the_recovery() -> None:
    made_one = Made(30.0).steadied().shows(0.5, 5.0, latency=0.8).fault(5.0, 9.0, kind="tab_hide")
    made_one.add(5.0, EventName.PAGE_HIDDEN, trusted=True).add(9.0, EventName.PAGE_SHOWN, trusted=True)
    made_one.add(5.0, EventName.FAULT_SEEN, step=0, fault="tab_hide", witness="browser", detail="hidden")
    timeline = made_one.shows(9.6, 30.0, latency=0.8).timeline()
    (found,) = waterfall_tables(made.not_injected().plan, waterfalls(timeline))
    words_for_hidden = "not counting 4.0 s in which the tab was hidden"
    assert plain(found.total) == f"Recovered 0.60 s after the fault took effect, {words_for_hidden}."


def test_a_bar_reads_out_how_long_the_stage_took() -> None:
    row = next(row for row in table(made.outage()).rows if row.name == "First frame")
    seconds = float(plain(row.took).split()[0])
    assert float(row.bar.split('aria-label="')[1].split()[0]) == pytest.approx(seconds, abs=0.01)


def test_the_report_shows_it_for_each_trial_with_a_fault(tmp_path: Path) -> None:
    run = make_run(tmp_path, [made.outage(), made.healthy()])
    text = words(run)
    assert text.count("Recovery, stage by stage") == 1
    assert "until the player's first reaction" in text
    assert any("waterfalls" in attributes.get("class", "") for attributes in parsed(run).all("table"))


def test_a_trial_that_was_cut_short_has_none(tmp_path: Path) -> None:
    assert "stage by stage" not in words(make_run(tmp_path, [made.cut_short()], finished=None))
