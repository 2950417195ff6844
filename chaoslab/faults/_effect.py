"""When a fault took effect: the first thing that its witness saw, told again from the timeline."""

from dataclasses import dataclass

from chaoslab.clock import NETWORK_UNCERTAINTY
from chaoslab.faults._contract import fault_class
from chaoslab.timeline.events import FLOW_STEP, Event, EventName
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

# What tells of something that may have begun before it, since the one before.
_NOW_AND_THEN = (
    EventName.REQUEST_FLOWED,
    EventName.PUBLISHER_FRAME_SENT,
    EventName.FRAME_PRESENTED,
    EventName.MEDIA_SAMPLED,
)


@dataclass(frozen=True, slots=True)
class Effect:
    """The first receipt of one step, on the lab clock, and how exact its instant is (half-width, seconds)."""

    step: int
    at: float
    uncertainty: float


@once_per_timeline
def effects(timeline: Timeline) -> tuple[Effect, ...]:
    """One for each fault that its witness saw, in the order of the injections."""
    found = (_effect(timeline, event) for event in timeline.named(EventName.FAULT_INJECTED))
    return tuple(one for one in found if one is not None)


def effective_at(timeline: Timeline, start: float, until: float) -> Effect | None:
    """The first effect of the faults that were injected from `start` on and before `until`."""
    steps = {e.data["step"] for e in timeline.named(EventName.FAULT_INJECTED) if start <= e.at < until}
    return min((one for one in effects(timeline) if one.step in steps), key=lambda one: one.at, default=None)


def _effect(timeline: Timeline, injected: Event) -> Effect | None:
    step = injected.data["step"]
    seen = _sighting(timeline, injected)
    if seen is None:
        return None
    # The last bytes before a silence are noted up to so much too early.
    instant = any(event.at == seen.at and _tells_its_instant(event.name) for event in timeline)
    return Effect(int(step), max(seen.at, injected.at), NETWORK_UNCERTAINTY if instant else FLOW_STEP)


def _tells_its_instant(name: EventName) -> bool:
    return name not in _NOW_AND_THEN and not name.startswith(("fault.", "trial.", "clock."))


def _sighting(timeline: Timeline, injected: Event) -> Sighting | None:
    """As the witness says now; as it said live, where the settings are those of another version."""
    step = injected.data["step"]
    intended = next((e for e in timeline.named(EventName.FAULT_INTENDED) if e.data["step"] == step), None)
    lifted = next((e.at for e in timeline.named(EventName.FAULT_LIFTED) if e.data["step"] == step), None)
    try:
        fault = fault_class(str(injected.data["fault"])).model_validate(intended.data["settings"] if intended else {})
    except (ValueError, ImportError, AttributeError):
        return _as_told_live(timeline, step)
    return fault.witness(timeline, Injection(step, injected.at, injected.data["returned_at"], lifted))


def _as_told_live(timeline: Timeline, step: object) -> Sighting | None:
    seen = next((e for e in timeline.named(EventName.FAULT_SEEN) if e.data["step"] == step), None)
    return None if seen is None else Sighting(seen.at, str(seen.data.get("witness")), str(seen.data.get("detail")))
