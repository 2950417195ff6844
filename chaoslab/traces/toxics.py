"""What Toxiproxy is told for a trace, in its units, and what of it really passes."""

from collections.abc import Iterable, Mapping

from chaoslab.traces.trace import Change

# In the order in which data pass them. Toxiproxy can change a toxic only while it waits, which latency, having room
# for what it holds, never keeps the one before it from.
ORDER = ("slicer", "bandwidth", "latency")
_PACKET = 1500  # bytes
_TENTH = 100  # milliseconds


def slices(changes: Iterable[Change]) -> Mapping[str, int]:
    """The attributes of a slicer before a bandwidth that is changed so.

    Toxiproxy 2.12.0 passes a piece that takes longer than 0.1 s in parts, and dies when the rate rises meanwhile; so no
    piece takes that long. Each change lets the piece pass that is held, so they are no larger than a packet either.
    """
    lowest = min(_whole_kb(one) for one in changes)
    return {"average_size": min(_PACKET, lowest * _TENTH), "size_variation": 0, "delay": 0}


def toxics(change: Change) -> Mapping[str, Mapping[str, int]]:
    """The attributes of the others."""
    late = {"latency": round(change.latency_ms), "jitter": round(change.jitter_ms)}
    return {"bandwidth": {"rate": _whole_kb(change)}, "latency": late}


def bytes_per_second(change: Change) -> float:
    """What passes on each connection."""
    return _whole_kb(change) * 1000.0


def _whole_kb(change: Change) -> int:
    """KB/s, bytes a millisecond; Toxiproxy takes whole ones, and 0 would be no limit at all."""
    return max(round(change.kbit_per_s / 8), 1)
