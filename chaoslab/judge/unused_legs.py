"""Whether a player has asked for anything on the leg that a fault is to harm."""

from collections.abc import Sequence

from chaoslab.experiment.method.step import Step
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

_BY_THE_PAGE = ("flv", "hls", "api", "socket", "page")  # the others are used by parts of the lab


def legs_of(step: Step) -> Sequence[str]:
    """The legs that the step harms and that a page uses itself; none if it harms something else."""
    setting = step.settings.get("leg") or ()
    return [leg for leg in ([setting] if isinstance(setting, str) else setting) if leg in _BY_THE_PAGE]


def unused_legs(step: Step, timeline: Timeline, *, before: float) -> Sequence[str]:
    """The step's legs on which the player began no request and no WebSocket before an instant of the lab clock."""
    begun = timeline.named(EventName.REQUEST_STARTED, EventName.SOCKET_OPENED)
    used = {event.data.get("leg") for event in begun if event.at < before}
    return [leg for leg in legs_of(step) if leg not in used]


def why_unused(legs: Sequence[str], when: str) -> str:
    """`the player asked for nothing on the flv leg before the fault`."""
    return f"the player asked for nothing on the {' and the '.join(legs)} leg{'s' if len(legs) > 1 else ''} {when}"
