"""Small pieces of English that sentences about a trial are made of: seconds, lists, faults."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from chaoslab.plan import Step

# A fault in three voices: what happened, what was meant to happen, and as a name. Others fall back on their key.
_FAULTS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "latency": ("{leg} was delayed", "{leg} was to be delayed", "{leg} delayed"),
        "proxy_down": ("{leg} was cut", "{leg} was to be cut", "{leg} cut"),
        "publisher_stop": ("the publisher stopped", "the publisher was to stop", "publisher stopped"),
        "server_restart": ("the signalling server died", "the signalling server was to die", "signalling server dead"),
        "stream_end": ("the broadcast ended", "the broadcast was to end", "broadcast over"),
        "tab_hide": ("the tab was hidden", "the tab was to be hidden", "tab hidden"),
        "timeout": ("{leg} fell silent", "{leg} was to fall silent", "{leg} silent"),
    }
)
_ANY_FAULT = ("{fault} hit {leg}", "{fault} was to hit {leg}", "{fault} on {leg}")
_LEGS = {
    "flv": "FLV",
    "hls": "HLS",
    "socket": "the socket",
    "api": "the API",
    "ingest": "the ingest",
    "page": "the page",
}


def seconds(value: float) -> str:
    """`9.1 s`."""
    return f"{value:.1f} s"


def listed(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def listed_at(told: Iterable[tuple[str, float]]) -> str:
    """What happened and when, the same words once: `FLV was cut at 5.0 s and again at 14.0 s`."""
    times: dict[str, list[str]] = {}
    for words, at in told:
        times.setdefault(words, []).append(f"at {seconds(at)}")
    parts = [f"{words} {' and again '.join(ats)}" for words, ats in times.items()]
    return ", and ".join(parts) if any(len(ats) > 1 for ats in times.values()) else listed(parts)


def fault_happened(step: Step) -> str:
    """`FLV was cut`."""
    return _fault(step, 0)


def fault_was_meant(step: Step) -> str:
    """`FLV was to be cut`."""
    return _fault(step, 1)


def fault_named(step: Step) -> str:
    """`FLV cut`."""
    return _fault(step, 2)


def _fault(step: Step, voice: int) -> str:
    given = step.settings.get("leg", "the rig")
    legs = [str(leg) for leg in given] if isinstance(given, list | tuple) else [str(given)]
    leg = listed([_LEGS.get(leg, leg) for leg in legs] or ["the rig"])
    form = _FAULTS.get(step.fault, _ANY_FAULT)[voice]
    return form.replace("{fault}", step.fault.replace("_", " ")).replace("{leg}", leg)
