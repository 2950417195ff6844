"""Traces as tables: `seconds,kbit_per_s,latency_ms,jitter_ms`, the last two of which are optional."""

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from chaoslab.traces.trace import BadTrace, Change, Trace, own_length, row_problem

COLUMNS = ("seconds", "kbit_per_s", "latency_ms", "jitter_ms")
_NEEDED = 2
_HINT = (
    f"the first line names the columns: {','.join(COLUMNS[:_NEEDED])}, and optionally {' or '.join(COLUMNS[_NEEDED:])}"
)


def parse_table(text: str) -> Trace:
    """The trace in a table; `#` begins a comment, times count from the first row. Raises BadTrace."""
    lines = _lines(text)
    header = next(lines, None)
    if header is None:
        raise BadTrace(f"is empty; {_HINT}")
    columns = _columns(*header)
    rows = [(line, _change(cells, columns, line)) for line, cells in lines]
    if not rows:
        raise BadTrace("has no rows after its first line")
    changes: list[Change] = []
    before = begins = rows[0][1].at
    for line, row in rows:
        change = replace(row, at=round(row.at - begins, 6))  # as exact as the plan holds it: closer rows would merge
        if changes and change.at <= changes[-1].at:
            raise BadTrace(f"seconds is {row.at:g}, not after the {before:g} of the row before", line)
        if problem := row_problem(change):
            raise BadTrace(problem, line)
        changes.append(change)
        before = row.at
    return Trace(tuple(changes), own_length(tuple(change.at for change in changes)))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """(number, cells) of each line that is not blank or a comment."""
    for number, line in enumerate(text.splitlines(), 1):
        if content := line.partition("#")[0].strip():
            try:
                cells = next(csv.reader([content]))
            except csv.Error as error:
                raise BadTrace(f"is not a row of a table: {error}", number) from error
            yield number, [cell.strip() for cell in cells]


def _columns(line: int, header: Sequence[str]) -> Sequence[str]:
    for number, name in enumerate(header, 1):
        if name not in COLUMNS:
            raise BadTrace(f"column {number} has a name that is not known; {_HINT}", line)
    for name in COLUMNS[:_NEEDED]:
        if name not in header:
            raise BadTrace(f"column {name} is missing; {_HINT}", line)
    if len(set(header)) < len(header):
        raise BadTrace("names a column twice", line)
    return header


def _change(cells: Sequence[str], columns: Sequence[str], line: int) -> Change:
    if len(cells) != len(columns):
        raise BadTrace(f"has {len(cells)} values for the {len(columns)} columns {','.join(columns)}", line)
    values = {name: _number(cell, name, line) for name, cell in zip(columns, cells, strict=True)}
    return Change(values["seconds"], *(values.get(name, 0.0) for name in COLUMNS[1:]))


def _number(cell: str, name: str, line: int) -> float:
    try:
        value = float(cell)
    except ValueError:
        raise BadTrace(f"{name} is not a number", line) from None
    if not math.isfinite(value):
        raise BadTrace(f"{name} is not a number", line)
    return value
