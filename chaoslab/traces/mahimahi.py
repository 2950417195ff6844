"""Traces for Mahimahi's mm-link: each line is a millisecond at which one packet of 1500 bytes can pass.

Source: mahimahi, man page of mm-link; the trace starts over after its last line.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from chaoslab.traces.trace import LONGEST, BadTrace, Change, Trace, row_problem

PACKET = 1500  # bytes
_DIGITS = 18  # of a stamp; Python refuses to read several thousand of them
WINDOW = 500  # ms over which packets are counted into a rate; each change of a rate lets a packet slip through


def is_mahimahi(text: str) -> bool:
    """Whether the first line with content is one whole number, which no table begins with."""
    return next((_is_whole(content) for _, content in _lines(text)), False)


def parse_mahimahi(text: str) -> Trace:
    """The rate of each half second; blank lines and comments after `#` are ignored. Raises BadTrace.

    A rest at the end that is shorter than a quarter second belongs to the half second before it: a link cannot change
    again so soon, and the trace starts over right after it.
    """
    stamps = _stamps(text)
    length = stamps[-1]
    if not length:
        raise BadTrace("ends at 0 ms; the last line must say when the trace starts over")
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
                raise BadTrace(f"from {start / 1000:g} s on, {problem}")
    return Trace(tuple(changes), length / 1000)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """(number, content) of each line that is not blank or a comment."""
    for number, line in enumerate(text.splitlines(), 1):
        if content := line.partition("#")[0].strip():
            yield number, content


def _is_whole(content: str) -> bool:
    return content.isascii() and content.isdigit()


def _stamps(text: str) -> Sequence[int]:
    stamps: list[int] = []
    for number, content in _lines(text):
        if not _is_whole(content):
            raise BadTrace("is not a whole number of milliseconds", number)
        digits = content.lstrip("0") or "0"
        if len(digits) > _DIGITS or (stamp := int(digits)) > LONGEST * 1000:
            raise BadTrace(f"is later than {LONGEST:g} s, a week; keep only the part that matters", number)
        if stamps and stamp < stamps[-1]:
            raise BadTrace(f"{stamp} ms is before the {stamps[-1]} ms of the line above", number)
        stamps.append(stamp)
    return stamps
