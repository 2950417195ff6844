"""Traces as tables: what is accepted, and the message for what is not."""

import pytest

from chaoslab.traces.comma_separated import parse_table
from chaoslab.traces.trace import BadTrace, Change, Trace

HEAD = "seconds,kbit_per_s,latency_ms,jitter_ms\n"


def test_each_row_holds_until_the_next_and_the_last_as_long_as_the_one_before_it() -> None:
    trace = parse_table(HEAD + "0,800,40,10\n3,200.5,120,0\n5,8,0,0\n")
    assert trace == Trace((Change(0, 800, 40, 10), Change(3, 200.5, 120, 0), Change(5, 8)), 7.0)


def test_delay_and_jitter_may_be_left_out_and_columns_stand_in_any_order() -> None:
    assert parse_table("kbit_per_s,seconds\n800,0\n").changes == (Change(0, 800),)
    assert parse_table("latency_ms,seconds,kbit_per_s\n40,0,800\n").changes == (Change(0, 800, 40),)


def test_a_single_row_is_a_trace_of_a_second() -> None:
    assert parse_table("seconds,kbit_per_s\n0,800\n").length == 1.0


def test_times_count_from_the_first_row() -> None:
    trace = parse_table("seconds,kbit_per_s\n1700000000.25,800\n1700000001.75,400\n")
    assert trace == Trace((Change(0, 800), Change(1.5, 400)), 3.0)


def test_comments_and_empty_lines_say_nothing() -> None:
    text = "# made up\n\nseconds,kbit_per_s  # as played\n0,800\n\n2, 400 # a tunnel\n"
    assert parse_table(text).changes == (Change(0, 800), Change(2, 400))


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("", None, "is empty; the first line names the columns: seconds,kbit_per_s"),
        ("# nothing\n", None, "is empty"),
        (HEAD, None, "has no rows"),
        ("0,800,40\n3,200,120\n", 1, "column 1 has a name that is not known; the first line names the columns"),
        ("seconds,kbit_per_s,loss_percent\n0,8,1\n", 1, "column 3 has a name that is not known"),
        ("seconds,latency_ms\n0,8\n", 1, "column kbit_per_s is missing"),
        ("seconds,kbit_per_s,seconds\n0,8,0\n", 1, "names a column twice"),
        (HEAD + "0,800,40,10\n3,200,120\n", 3, "has 3 values for the 4 columns"),
        (HEAD + "0,800,40,10\n# a comment\nthree,200,120,0\n", 4, "seconds is not a number"),
        (HEAD + "0,nan,40,10\n", 2, "kbit_per_s is not a number"),
        (HEAD + "0,-1,40,10\n", 2, "kbit_per_s is -1; it must be from 0 to 1e+07"),
        (HEAD + "0,800,60001,0\n", 2, "latency_ms is 60001; it must be from 0 to 60000"),
        (HEAD + "7,800,40,10\n604808,800,40,10\n", 3, "begins 604801 s after the first one; the limit is 604800 s"),
        (HEAD + "0,800,40,10\n1.7e308,800,40,10\n", 3, "begins 1.7e+308 s after the first one"),
        (HEAD + "0,800,40,10\n0.0000001,800,40,10\n", 3, "seconds is 1e-07, not after the 0 of the row before"),
        (f"seconds,kbit_per_s\n0,{'8' * 140_000}\n", 2, "is not a row of a table: field larger than field limit"),
        (HEAD + "0,800,40,50\n", 2, "jitter_ms is 50, more than the latency_ms of 40"),
        (HEAD + "0,800,40,10\n5,800,40,10\n5,400,40,10\n", 4, "seconds is 5, not after the 5 of the row before"),
    ],
)
def test_a_bad_trace_is_reported_with_its_line(text: str, line: int | None, problem: str) -> None:
    with pytest.raises(BadTrace) as refused:
        parse_table(text)
    assert refused.value.line == line
    assert problem in refused.value.problem
