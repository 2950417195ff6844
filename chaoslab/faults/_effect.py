"""When a fault took effect: the first thing that its witness saw, read again from the timeline."""

from dataclasses import dataclass

from chaoslab.clock import NETWORK_UNCERTAINTY
from chaoslab.faults._contract import fault_class
from chaoslab.timeline.events import FLOW_STEP, Event, EventName
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

# Each of these events covers the time since the last one, so what it reports may have begun before it.
_SAMPLED = (
    EventName.REQUEST_FLOWED,
    EventName.PUBLISHER_FRAME_SENT,
    EventName.FRAME_PRESENTED,
    EventName.MEDIA_SAMPLED,
)


@dataclass(frozen=True, slots=True)
class Effect:
    """The first receipt of one step, on the lab clock, with the half-width of its instant in seconds."""

    step: int
    at: float
    uncertainty: float


@once_per_timeline
def effects(timeline: Timeline) -> tuple[Effect, ...]:
    """One for each fault that its witness saw, in order of injection."""
    injections = timeline.named(EventName.FAULT_INJECTED)
    return tuple(effect for event in injections if (effect := _effect(timeline, event)) is not None)


def effective_at(timeline: Timeline, start: float, until: float) -> Effect | None:
    """The first effect of the faults injected from `start` until just before `until`."""
    steps = {e.data["step"] for e in timeline.named(EventName.FAULT_INJECTED) if start <= e.at < until}
    of_steps = (effect for effect in effects(timeline) if effect.step in steps)
    return min(of_steps, key=lambda effect: effect.at, default=None)


def _effect(timeline: Timeline, injected: Event) -> Effect | None:
    step = injected.data["step"]
    sighting = _sighting(timeline, injected)
    if sighting is None:
        return None
    # The last bytes before a silence are recorded up to FLOW_STEP too early.
    exact = any(event.at == sighting.at and _is_instant(event.name) for event in timeline)
    return Effect(int(step), max(sighting.at, injected.at), NETWORK_UNCERTAINTY if exact else FLOW_STEP)


def _is_instant(name: EventName) -> bool:
    return name not in _SAMPLED and not name.startswith(("fault.", "trial.", "clock."))


def _sighting(timeline: Timeline, injected: Event) -> Sighting | None:
    """The witness asked again now; what it said live, if the settings come from another version."""
    step = injected.data["step"]
    intended = next((e for e in timeline.named(EventName.FAULT_INTENDED) if e.data["step"] == step), None)
    lifted = next((e.at for e in timeline.named(EventName.FAULT_LIFTED) if e.data["step"] == step), None)
    try:
        fault = fault_class(str(injected.data["fault"])).model_validate(intended.data["settings"] if intended else {})
    except (ValueError, ImportError, AttributeError):
        return _live_sighting(timeline, step)
    return fault.witness(timeline, Injection(step, injected.at, injected.data["returned_at"], lifted))


def _live_sighting(timeline: Timeline, step: object) -> Sighting | None:
    event = next((e for e in timeline.named(EventName.FAULT_SEEN) if e.data["step"] == step), None)
    return None if event is None else Sighting(event.at, str(event.data.get("witness")), str(event.data.get("detail")))
