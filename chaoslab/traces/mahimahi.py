"""Traces as Mahimahi's mm-link takes them: each line is a millisecond at which one packet of 1500 bytes may pass.

Source: mahimahi, man page of mm-link; the trace begins anew after its last line.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from chaoslab.traces.trace import LONGEST, BadTrace, Change, Trace, row_problem

PACKET = 1500  # bytes
_DIGITS = 18  # of a stamp; Python refuses to read some thousand of them
WINDOW = 500  # ms over which packets are counted to a rate; each change of a rate lets a packet slip through


def is_mahimahi(text: str) -> bool:
    """Whether the first line that says something is one whole number, which no table begins with."""
    return next((_is_whole(said) for _, said in _lines(text)), False)


def parse_mahimahi(text: str) -> Trace:
    """The rate of each half second; blank lines and what stands behind `#` say nothing. Raises BadTrace.

    What is left at the end belongs to the half second before it where it is shorter than a quarter: a link cannot be
    changed so soon after its last change, and the trace begins anew right behind it.
    """
    stamps = _stamps(text)
    length = stamps[-1]
    if not length:
        raise BadTrace("ends at 0 ms; the last line says when it begins anew")
    windows = max((length + WINDOW // 2) // WINDOW, 1)
    packets = Counter(min(stamp // WINDOW, windows - 1) for stamp in stamps)
    changes: list[Change] = []
    for window in range(windows):
        start = window * WINDOW
        end = length if window == windows - 1 else start + WINDOW
        rate = round(packets[window] * PACKET * 8 / (end - start), 3)  # bits a millisecond
        if not changes or changes[-1].kbit_per_s != rate:
            changes.append(Change(start / 1000, rate))
            if problem := row_problem(changes[-1]):
                raise BadTrace(f"from {start / 1000:g} s on {problem}")
    return Trace(tuple(changes), length / 1000)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """(number, what it says) of each line that says something."""
    for number, line in enumerate(text.splitlines(), 1):
        if said := line.partition("#")[0].strip():
            yield number, said


def _is_whole(said: str) -> bool:
    return said.isascii() and said.isdigit()


def _stamps(text: str) -> Sequence[int]:
    stamps: list[int] = []
    for number, said in _lines(text):
        if not _is_whole(said):
            raise BadTrace(f"{said[:40]!r} is no whole number of milliseconds", number)
        digits = said.lstrip("0") or "0"
        if len(digits) > _DIGITS or (stamp := int(digits)) > LONGEST * 1000:
            raise BadTrace(f"{said[:40]} ms is later than {LONGEST:g} s, a week; cut out what matters", number)
        if stamps and stamp < stamps[-1]:
            raise BadTrace(f"{stamp} ms is before the line above, {stamps[-1]} ms", number)
        stamps.append(stamp)
    return stamps
