"""The phrases that sentences about a trial are built from: what a fault did, was to do, and is called."""

from chaoslab.english import listed
from chaoslab.experiment.method.step import Step
from chaoslab.faults import Fault, fault_class, names

_LEGS = {
    "flv": "FLV",
    "hls": "HLS",
    "socket": "the socket",
    "api": "the API",
    "ingest": "the ingest",
    "page": "the page",
    "redis": "Redis",
}


def fault_happened(step: Step) -> str:
    """`FLV was cut`."""
    return _filled(step, _kind(step).happened)


def fault_was_meant(step: Step) -> str:
    """`FLV was to be cut`."""
    return _filled(step, _kind(step).meant)


def fault_named(step: Step) -> str:
    """`FLV cut`."""
    return _filled(step, _kind(step).named)


def _kind(step: Step) -> type[Fault]:
    """The fault's class, or their base class: a journal may name a fault that this version does not know."""
    return fault_class(step.fault) if step.fault in names() else Fault


def _filled(step: Step, form: str) -> str:
    target = step.settings.get("leg") or step.settings.get("path") or "the rig"
    legs = [str(leg) for leg in target] if isinstance(target, list | tuple) else [str(target)]
    leg = listed([_LEGS.get(leg, leg) for leg in legs] or ["the rig"])
    whole = form.replace("{was}", "were" if len(legs) > 1 else "was")
    return whole.replace("{fault}", step.fault.replace("_", " ")).replace("{leg}", leg)
