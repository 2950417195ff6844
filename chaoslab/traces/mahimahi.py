"""Traces as Mahimahi's mm-link takes them: each line is a millisecond at which one packet of 1500 bytes may pass.

Source: mahimahi, man page of mm-link; the trace begins anew after its last line.
"""

from collections import Counter
from collections.abc import Sequence

from chaoslab.traces.trace import BadTrace, Change, Trace

PACKET = 1500  # bytes
WINDOW = 0.5  # seconds over which packets are counted to a rate; each change of a rate lets a packet slip through


def is_mahimahi(text: str) -> bool:
    """Whether the first line is one whole number, which no table begins with."""
    return next(iter(text.split("\n", 1)), "").strip().isdigit()


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
    return Trace(tuple(changes), length)


def _stamps(text: str) -> Sequence[int]:
    stamps: list[int] = []
    for number, line in enumerate(text.splitlines(), 1):
        said = line.strip()
        if not said:
            continue
        if not said.isdigit():
            raise BadTrace(f"{said[:40]!r} is no whole number of milliseconds", number)
        stamp = int(said)
        if stamps and stamp < stamps[-1]:
            raise BadTrace(f"{stamp} ms is before the line above, {stamps[-1]} ms", number)
        stamps.append(stamp)
    return stamps
