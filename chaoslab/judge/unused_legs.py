"""Whether a player has asked for anything on the leg that a fault is to harm."""

from collections.abc import Sequence

from chaoslab.experiment.method.step import Step
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

_BY_THE_PAGE = ("flv", "hls", "api", "socket", "page")  # the others are used by parts of the lab


def unused_legs(step: Step, timeline: Timeline, *, before: float) -> Sequence[str]:
    """The step's legs on which the player began no request and no WebSocket before an instant of the lab clock."""
    setting = step.settings.get("leg") or ()
    legs = [setting] if isinstance(setting, str) else list(setting)
    begun = timeline.named(EventName.REQUEST_STARTED, EventName.SOCKET_OPENED)
    used = {event.data.get("leg") for event in begun if event.at < before}
    return [leg for leg in legs if leg in _BY_THE_PAGE and leg not in used]


def why_unused(legs: Sequence[str], when: str) -> str:
    """`the player asked for nothing on the flv leg before the fault`."""
    return f"the player asked for nothing on the {' and the '.join(legs)} leg{'s' if len(legs) > 1 else ''} {when}"
