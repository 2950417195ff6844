"""Figures of a set of trials."""

from dataclasses import replace
from pathlib import Path

import pytest

from chaoslab.journal.set_figures import SetFigure, sets
from chaoslab.judge.verdict import Outcome, Verdict
from chaoslab.probes import Measurement, Value
from tests.report import made_trials as made
from tests.report.made_run import make_run
from tests.report.parsed import words

Told = dict[str, Value | Measurement]


def trial(name: str, told: Told, outcome: Outcome = Outcome.PASSED) -> made.MadeTrial:
    found = {
        key: value if isinstance(value, Measurement) else Measurement(name=key, value=value)
        for key, value in told.items()
    }
    return replace(made.healthy(name), verdict=Verdict(outcome=outcome, sentence="", measurements=found))


def figures(folder: Path, *told: Told) -> dict[str, SetFigure]:
    run = make_run(folder, [trial(f"t{n}", one) for n, one in enumerate(told)])
    (found,) = sets(run).values()
    return {figure.name: figure for figure in found}


def took(value: float, *, censored: bool = False) -> Told:
    return {"time_to_recover": Measurement(name="time_to_recover", value=value, unit="s", censored=censored)}


def test_failures_are_a_percentage_of_the_sessions(tmp_path: Path) -> None:
    told: list[Told] = [{"playback_failed": flag} for flag in (True, False, False, False)]
    assert figures(tmp_path, *told)["playback failure percentage"].value == 25.0


def test_sessions_that_never_started_are_left_out_of_the_startup_time(tmp_path: Path) -> None:
    found = figures(tmp_path, {"startup_time": 1.0}, {"startup_time": None}, {"startup_time": 2.0})
    assert found["average initial startup time"] == SetFigure("average initial startup time", 1.5, "s", 2, 3)


def test_the_stalled_share_is_of_all_watched_time_and_no_mean_of_shares(tmp_path: Path) -> None:
    short: Told = {"rebuffering_ratio": 0.5, "watched_time": 10.0}
    long: Told = {"rebuffering_ratio": 0.0, "watched_time": 90.0}
    assert figures(tmp_path, short, long)["average stalled time percentage"].value == pytest.approx(5.0)


def test_the_bitrate_is_of_all_that_was_played(tmp_path: Path) -> None:
    one: Told = {"bits_received": 1_000_000, "media_time": 1.0}
    other: Told = {"bits_received": 3_000_000, "media_time": 9.0}
    assert figures(tmp_path, one, other)["average playback bitrate"].value == pytest.approx(400.0)


def test_the_mean_time_to_recover_says_how_many_did_and_has_the_median_beside_it(tmp_path: Path) -> None:
    found = figures(tmp_path, took(2.0), took(4.0), took(30.0, censored=True))
    mean, median = found["mean time to recover (MTTR)"], found["median time to recover (Kaplan-Meier)"]
    assert (mean.value, mean.n, mean.of) == (3.0, 2, 3)
    assert "2 of 3 recovered" in mean.note
    assert median.value == 4.0


def test_where_most_did_not_recover_there_is_no_median(tmp_path: Path) -> None:
    found = figures(tmp_path, took(2.0), took(30.0, censored=True), took(30.0, censored=True))
    assert found["median time to recover (Kaplan-Meier)"].value is None


def test_without_a_fault_there_is_nothing_to_recover_from(tmp_path: Path) -> None:
    assert "mean time to recover (MTTR)" not in figures(tmp_path, {"stall_count": 1}, {"stall_count": 3})


def test_only_trials_that_say_something_are_of_the_set(tmp_path: Path) -> None:
    told: Told = {"stall_count": 1}
    run = make_run(tmp_path, [trial("a", told), trial("b", told, Outcome.INVALID)])
    assert sets(run) == {}


def test_the_report_shows_them_for_an_experiment_that_was_repeated(tmp_path: Path) -> None:
    run = make_run(tmp_path, [trial("a", took(2.0)), trial("b", took(9.0, censored=True))])
    text = words(run).replace("\u00a0", " ")
    assert "Mean time to recover (MTTR) 1 of 2 recovered" in text
