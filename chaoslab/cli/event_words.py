"""What a run prints about an event as it happens; nothing for most."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from chaoslab.conditions import condition
from chaoslab.timeline.events import Event, EventName

Words = Callable[[Mapping[str, Any]], str]


def event_words(event: Event) -> str:
    """A line for people; empty when there is nothing to say."""
    words = _WORDS.get(event.name)
    return words(event.data) if words else ""


def _steadied(data: Mapping[str, Any]) -> str:
    moved = f", so the steps move by {data['shift']:.1f} s" if data["shift"] > 0 else ""
    return f"steady after {data['after']:.1f} s{moved}"


def _injected(data: Mapping[str, Any]) -> str:
    return f"{data['fault']} injected (the call took {(data['returned_at'] - data['sent_at']) * 1000:.1f} ms)"


def _met(data: Mapping[str, Any]) -> str:
    return f"{condition(data['condition']).words}, which step {data['step'] + 1} waited for"


def _missed(data: Mapping[str, Any]) -> str:
    if data["edge"] == "start":
        return ""  # the skipped step that follows has a line of its own
    return f"{data['within']:g} s passed without {data['condition']}, so step {data['step'] + 1} ends without it"


_WORDS: Mapping[EventName, Words] = MappingProxyType(
    {
        EventName.TRIAL_STEADIED: _steadied,
        EventName.TRIAL_PHASE_BEGAN: lambda data: f"{data['phase']} begins",
        EventName.CONDITION_MET: _met,
        EventName.CONDITION_MISSED: _missed,
        EventName.FAULT_INJECTED: _injected,
        EventName.FAULT_DOUBTED: lambda data: f"{data['fault']}: {data['why']}",
        EventName.FAULT_SKIPPED: lambda data: f"{data['fault']} {data['why']}",
        EventName.FAULT_SEEN: lambda data: f"{data['fault']} seen by the {data['witness']}: {data['detail']}",
        EventName.FAULT_LIFTED: lambda data: f"{data['fault']} lifted",
    }
)
