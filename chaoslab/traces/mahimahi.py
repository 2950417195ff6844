"""Traces as Mahimahi's mm-link takes them: each line is a millisecond at which one packet of 1500 bytes may pass.

Source: mahimahi, man page of mm-link; the trace begins anew after its last line.
"""

from collections import Counter
from collections.abc import Sequence

from chaoslab.traces.trace import LONGEST, BadTrace, Change, Trace, row_problem

PACKET = 1500  # bytes
_DIGITS = 18  # of a stamp; Python refuses to read some thousand of them
WINDOW = 0.5  # seconds over which packets are counted to a rate; each change of a rate lets a packet slip through


def is_mahimahi(text: str) -> bool:
    """Whether the first line is one whole number, which no table begins with."""
    return _is_whole(next(iter(text.split("\n", 1)), "").strip())


def parse_mahimahi(text: str) -> Trace:
    """The rate of each half second, and no delay. Raises BadTrace."""
    stamps = _stamps(text)
    length = stamps[-1] / 1000
    if length <= 0:
        raise BadTrace("ends at 0 ms; the last line says when it begins anew")
    packets = Counter(min(int(stamp / 1000 / WINDOW), int((length - 1e-9) / WINDOW)) for stamp in stamps)
    changes: list[Change] = []
    for window in range(int((length - 1e-9) / WINDOW) + 1):
        start = window * WINDOW
        rate = packets[window] * PACKET * 8 / 1000 / (min(start + WINDOW, length) - start)
        if not changes or changes[-1].kbit_per_s != rate:
            changes.append(Change(start, round(rate, 3)))
            if problem := row_problem(changes[-1]):
                raise BadTrace(f"from {start:g} s on {problem}")
    return Trace(tuple(changes), length)


def _is_whole(said: str) -> bool:
    return said.isascii() and said.isdigit()


def _stamps(text: str) -> Sequence[int]:
    stamps: list[int] = []
    for number, line in enumerate(text.splitlines(), 1):
        said = line.strip()
        if not said:
            continue
        if not _is_whole(said):
            raise BadTrace(f"{said[:40]!r} is no whole number of milliseconds", number)
        digits = said.lstrip("0") or "0"
        if len(digits) > _DIGITS or (stamp := int(digits)) > LONGEST * 1000:
            raise BadTrace(f"{said[:40]} ms is later than {LONGEST:g} s, a week; cut out what matters", number)
        if stamps and stamp < stamps[-1]:
            raise BadTrace(f"{stamp} ms is before the line above, {stamps[-1]} ms", number)
        stamps.append(stamp)
    return stamps
