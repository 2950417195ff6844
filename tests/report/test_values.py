import math

import pytest

from chaoslab.judge.verdict import Judged, Outcome, Verdict
from chaoslab.probes import Measurement, Value
from chaoslab.report.values import (
    EXIT_CODES,
    OUTCOME_NOTES,
    OUTCOMES,
    measured,
    titled,
    value_shown,
    why_not_held,
    why_not_passed,
)


@pytest.mark.parametrize(
    ("name", "title"),
    [("flv_retries", "FLV retries"), ("stall_time", "Stall time"), ("time_to_recover", "Time to recover"), ("", "")],
)
def test_a_probe_reads_as_a_name(name: str, title: str) -> None:
    assert titled(name) == title


@pytest.mark.parametrize(
    ("value", "unit", "uncertainty", "text"),
    [
        (9.1043, "s", 0.0177, "9.10 ± 0.02 s"),
        ((1.00231, 2.0), "s", 0.001, "1.002, 2.000 ± 0.001 s"),
        (29.98, "frames/s", 0.05, "29.98 ± 0.05 frames/s"),
        (3, "", None, "3"),
        (2.5, "s", None, "2.5 s"),
        (0.0, "s", 0.0, "0 s"),
        (120.4, "s", 3.0, "120 ± 3 s"),
        (1.0, "s", 1e-9, "1.0000 ± 0.0000 s"),
        (True, "", None, "yes"),
        (False, "", None, "no"),
        ((), "s", 0.001, "none"),
        (None, "s", None, "not measured"),
        (math.inf, "s", 0.1, "inf ± 0.1 s"),
    ],
)
def test_a_value_shows_as_many_decimals_as_it_knows(
    value: Value, unit: str, uncertainty: float | None, text: str
) -> None:
    assert value_shown(value, unit, uncertainty).replace("\u00a0", " ") == text


def test_a_time_that_had_not_ended_is_a_lower_limit() -> None:
    open_ended = Measurement(name="time_to_recover", value=30.0, unit="s", uncertainty=0.02, censored=True)
    assert measured(open_ended).replace("\u00a0", " ") == "at least 30.00 ± 0.02 s"
    assert measured(Measurement(name="x", value=None, censored=True)) == "not measured"


def test_why_an_expectation_did_not_hold() -> None:
    judged = Judged(probe="fallback_time", held=False, observed=None, declared="≤ 9 s", unit="s", note="no picture")
    assert why_not_held(judged) == "Fallback time should have been ≤ 9 s; observed: not measured (no picture)."


def test_a_time_that_had_not_ended_breaks_an_expectation_with_its_lower_limit() -> None:
    judged = Judged(probe="stall_time", held=False, observed=5.0, declared="≤ 4 s", unit="s", uncertainty=0.02)
    open_ended = judged.model_copy(update={"censored": True})
    assert said(why_not_held(open_ended)) == "Stall time should have been ≤ 4 s; observed: at least 5.00 ± 0.02 s."
    undecided = open_ended.model_copy(update={"undecided": True, "declared": "≤ 9 s"})
    assert said(why_not_held(undecided)) == (
        "Stall time should have been ≤ 9 s; observed: at least 5.00 ± 0.02 s; observation ended too early to tell."
    )


def test_reasons_about_expectations_are_said_in_the_words_of_the_report() -> None:
    judged = Judged(probe="flv_retries", held=False, observed=3, declared="2")
    reasons = ("the page crashed at 9.0 s", "flv_retries: expected 2, observed 3")
    verdict = Verdict(outcome=Outcome.FAILED, sentence="", reasons=reasons, expectations=(judged,))
    assert why_not_passed(verdict) == (
        "the page crashed at 9.0 s",
        "FLV retries should have been 2; observed: 3.",
    )


def said(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_an_outcome_has_the_word_that_the_terminal_and_the_summary_use() -> None:
    assert OUTCOMES["invalid"] == Outcome.INVALID
    assert OUTCOME_NOTES["invalid"] == "could not be measured"
    assert OUTCOME_NOTES.keys() <= OUTCOMES.keys()


def test_the_words_of_exit_code_1_are_true_of_a_crash_too() -> None:
    assert EXIT_CODES[1] == "an expectation or a model did not hold, or the page crashed"


def test_every_outcome_and_exit_code_has_words() -> None:
    assert set(OUTCOMES) == {*(outcome.value for outcome in Outcome), "interrupted"}
    assert set(EXIT_CODES) == {*range(8), 130, 143}


def test_what_is_just_beyond_a_limit_is_not_shown_as_if_it_were_within() -> None:
    close = Judged(probe="fallback_time", held=False, observed=9.0004, declared="≤ 9 s", unit="s", uncertainty=0.02)
    assert said(why_not_held(close)) == "Fallback time should have been ≤ 9 s; observed: 9.0004 ± 0.02 s."
    far = close.model_copy(update={"observed": 9.1043})
    assert said(why_not_held(far)) == "Fallback time should have been ≤ 9 s; observed: 9.10 ± 0.02 s."
