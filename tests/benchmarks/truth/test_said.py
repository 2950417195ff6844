"""Each point that a truth may make: right, and wrong, with what was said and what is true."""

from typing import Any

import pytest

from benchmarks.truth.said import (
    agree,
    figure,
    figures,
    finding,
    no_finding,
    outcome,
    outcome_is_not,
    says,
    says_not,
    sentence_times,
    value,
    witnessed,
)
from chaoslab.judge.verdict import Outcome, Receipt
from chaoslab.probes import Measurement
from tests.benchmarks.truth.made_trial import trial


def measured(name: str, value: Any, uncertainty: float | None = None, note: str = "") -> Measurement:
    return Measurement(name=name, value=value, uncertainty=uncertainty, note=note)


def test_an_outcome_is_one_of_those_allowed_and_none_of_those_refused() -> None:
    failed = trial(outcome=Outcome.FAILED, reasons=("recovered: expected yes, observed no",))
    assert outcome(failed, "failed").right
    wrong = outcome(failed, "passed", "invalid")
    assert not wrong.right
    assert wrong.what == "outcome failed, not passed or invalid (recovered: expected yes, observed no)"
    assert outcome_is_not(failed, "invalid").right and not outcome_is_not(failed, "failed").right


def test_a_value_is_exactly_the_true_one() -> None:
    told = trial(measured=[measured("recovered", False), measured("error_codes", (4.0,))])
    assert value(told, "recovered", False).right and not value(told, "recovered", True).right
    assert value(told, "error_codes", [4.0]).right and not value(told, "error_codes", []).right
    assert not value(told, "flaps", 0).right


def test_a_figure_is_right_within_its_own_uncertainty() -> None:
    told = trial(measured=[measured("stall_time", 3.60, 0.03)])
    assert figure(told, "stall_time", 3.63).right
    wrong = figure(told, "stall_time", 4.07)
    assert not wrong.right
    assert wrong.off == pytest.approx(0.47)
    assert wrong.what == "stall_time 3.600, in truth 4.070 ± 0.030"


def test_a_tolerance_counts_where_it_is_larger_than_the_uncertainty() -> None:
    told = trial(measured=[measured("stall_time", 3.60, 0.03)])
    assert figure(told, "stall_time", 3.68, within=0.1).right
    assert figure(told, "stall_time", 3.63, within=0.01).right


def test_a_figure_that_was_not_measured_is_wrong_and_says_why() -> None:
    told = trial(measured=[measured("fallback_time", None, note="HLS was never shown"), measured("recovered", True)])
    said = figure(told, "fallback_time", 4.0)
    assert not said.right and said.off is None
    assert said.what == "fallback_time not measured (HLS was never shown), in truth 4.000"
    assert not figure(told, "no_such_probe", 4.0).right
    assert not figure(told, "recovered", 1.0).right


def test_each_item_of_a_list_is_compared_and_their_number() -> None:
    told = trial(measured=[measured("streaming_delays", (0.77, 1.9), 0.005)])
    assert [said.right for said in figures(told, "streaming_delays", [0.774, 1.2])] == [True, False]
    (short,) = figures(told, "streaming_delays", [0.77])
    assert not short.right
    (missing,) = figures(told, "chat_delays", [0.77])
    assert not missing.right


def test_two_figures_of_one_stop_agree_within_the_larger_uncertainty() -> None:
    told = trial(measured=[measured("time_to_recover", 3.60, 0.03), measured("stall_time", 4.07, 0.03)])
    assert not agree(told, "time_to_recover", "stall_time").right
    assert agree(told, "time_to_recover", "stall_time", within=0.5).right
    assert not agree(told, "fallback_time", "stall_time").right


def test_words_are_looked_for_in_sentence_reasons_and_findings() -> None:
    told = trial(
        outcome=Outcome.FAILED,
        sentence="FLV was cut at 4.0 s.",
        reasons=("covered by div.notice",),
        findings=("From 4.0 s to 9.0 s the picture stood still.",),
    )
    for words in ("was cut", "COVERED", "stood still"):
        assert says(told, words).right and not says_not(told, words).right
    assert not says(told, "further behind").right and says_not(told, "further behind").right
    assert finding(told, "stood still").right and not finding(told, "was cut").right
    assert no_finding(told, "was cut").right and not no_finding(told).right


def test_a_time_in_words_is_compared() -> None:
    told = trial(sentence="It plays again since 13.3 s, but 2.1 s further behind live than before (2 s allowed).")
    assert sentence_times(told, r"([\d.]+) s further behind", 2.12).right
    assert not sentence_times(told, r"([\d.]+) s further behind", 2.6).right
    assert not sentence_times(told, r"([\d.]+) s without a new picture", 2.1).right


def test_a_receipt_says_whether_a_step_was_seen() -> None:
    receipts = [
        Receipt(step=step, fault="proxy_down", witnessed=not step, witness="x", detail="x", injected_at=4.0)
        for step in (0, 1)
    ]
    told = trial(receipts=receipts)
    assert witnessed(told).right and not witnessed(told, 1).right
