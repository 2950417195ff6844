"""Traces of mm-link: packets counted into rates."""

import pytest

from chaoslab.traces.mahimahi import is_mahimahi, parse_mahimahi
from chaoslab.traces.trace import BadTrace, Change


def lines(*stamps: int) -> str:
    return "".join(f"{stamp}\n" for stamp in stamps)


def test_a_packet_each_millisecond_is_twelve_megabit() -> None:
    trace = parse_mahimahi(lines(*range(1, 2001)))
    assert trace.length == 2.0
    assert trace.changes[0].kbit_per_s == pytest.approx(12_000, rel=0.003)


def test_each_half_second_has_the_rate_of_its_packets_and_one_without_any_has_none() -> None:
    trace = parse_mahimahi(lines(0, 100, 200, 300, 1200, 1500))
    assert trace.changes == (Change(0.0, 96.0), Change(0.5, 0.0), Change(1.0, 48.0))
    assert trace.length == 1.5


def test_the_last_window_counts_over_what_is_left_of_it() -> None:
    trace = parse_mahimahi(lines(10, 20, 600, 750))
    assert trace.changes == (Change(0.0, 48.0), Change(0.5, 96.0))
    assert trace.length == 0.75


@pytest.mark.parametrize("rest", [1, 42, 99, 100, 249])
def test_a_short_rest_at_the_end_belongs_to_the_window_before_it(rest: int) -> None:
    trace = parse_mahimahi(lines(250, 500, 750, 900, 1000 + rest))
    assert [change.at for change in trace.changes] == [0.0, 0.5]
    assert trace.changes[1].kbit_per_s == pytest.approx(4 * 12_000 / (500 + rest), abs=0.001)
    assert trace.length == 1 + rest / 1000


@pytest.mark.parametrize("text", ["\n12\n500\n", "# made by hand\n12\n500\n", "  \n# a\n\n12\n500\n"])
def test_blank_lines_and_comments_may_come_first(text: str) -> None:
    assert is_mahimahi(text)
    assert parse_mahimahi(text).length == 0.5
    assert not is_mahimahi("# a table\nseconds,kbit_per_s\n0,1\n")


def test_rates_that_stay_are_one_change() -> None:
    assert len(parse_mahimahi(lines(100, 600, 1100, 1600, 2000)).changes) == 2


def test_all_packets_of_a_trace_are_in_it() -> None:
    stamps = (3, 3, 3, 499, 500, 501, 999, 1000, 1700, 2600)
    trace = parse_mahimahi(lines(*stamps))
    ends = [*(change.at for change in trace.changes[1:]), trace.length]
    bits = sum(change.kbit_per_s * (end - change.at) for change, end in zip(trace.changes, ends, strict=True))
    assert bits == pytest.approx(len(stamps) * 1500 * 8 / 1000, abs=0.01)


def test_zeros_before_a_number_say_nothing() -> None:
    assert parse_mahimahi(f"{'0' * 5000}500\n").length == 0.5


def test_a_single_number_on_the_first_line_makes_it_no_table() -> None:
    assert is_mahimahi("12\n13\n")
    assert not is_mahimahi("seconds,kbit_per_s\n0,1\n")
    assert not is_mahimahi("")
    assert not is_mahimahi("²\n")


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("5\n7\nten\n", 3, "is not a whole number of milliseconds"),
        ("5\n\n4\n", 3, "4 ms is before the 5 ms of the line above"),
        ("0\n0\n", None, "ends at 0 ms"),
        ("5\n²\n", 2, "is not a whole number of milliseconds"),
        ("5\n604800001\n", 2, "is later than 604800 s, a week; keep only the part that matters"),
        (f"5\n{'9' * 5000}\n", 2, "is later than"),
        (lines(*[1] * 1000), None, "from 0 s on, kbit_per_s is 1.2"),
    ],
)
def test_a_bad_trace_is_reported_with_its_line(text: str, line: int | None, problem: str) -> None:
    with pytest.raises(BadTrace) as refused:
        parse_mahimahi(text)
    assert (refused.value.line, problem in refused.value.problem) == (line, True)
