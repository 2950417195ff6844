"""The settings of Toxiproxy for a trace, in its units, and the rate that really passes."""

from collections.abc import Iterable, Mapping

from chaoslab.traces.trace import Change

# In the order in which data passes them. Toxiproxy can change a toxic only while it waits for data; latency has room
# for what it holds, so it never keeps the toxic before it from waiting.
ORDER = ("slicer", "bandwidth", "latency")
_PACKET = 1500  # bytes
_TENTH = 100  # milliseconds


def slices(changes: Iterable[Change]) -> Mapping[str, int]:
    """The attributes of a slicer in front of a bandwidth that changes like this.

    Toxiproxy 2.12.0 passes a piece that takes longer than 0.1 s in parts, and crashes if the rate rises meanwhile; so
    no piece takes that long. Each change lets the held piece pass, so pieces are no larger than a packet either.
    """
    lowest = min(_whole_kb(change) for change in changes)
    return {"average_size": min(_PACKET, lowest * _TENTH), "size_variation": 0, "delay": 0}


def toxics(change: Change) -> Mapping[str, Mapping[str, int]]:
    """The attributes of the other two."""
    late = {"latency": round(change.latency_ms), "jitter": round(change.jitter_ms)}
    return {"bandwidth": {"rate": _whole_kb(change)}, "latency": late}


def bytes_per_second(change: Change) -> float:
    """The rate on each connection."""
    return _whole_kb(change) * 1000.0


def _whole_kb(change: Change) -> int:
    """KB/s, or bytes a millisecond; Toxiproxy takes whole numbers, and 0 would mean no limit."""
    return max(round(change.kbit_per_s / 8), 1)
