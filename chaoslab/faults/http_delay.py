"""HTTP delay: answers begin late."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field

from chaoslab.evidence.network.requests import Request
from chaoslab.faults._http import AddressedFault
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline

_SHARE = 0.9  # of the delay that must be seen
_UNANSWERED = 2.0  # seconds of a longer delay, of which a player may not wait for the end


class HttpDelay(AddressedFault):
    """Hold the head of the answer back by `delay` seconds; what is held when the fault is lifted is let go at once."""

    words: ClassVar[str] = "answers {{where}} begin {delay:g} s late"
    happened: ClassVar[str] = "answers from {leg} came late"
    meant: ClassVar[str] = "answers from {leg} were to come late"
    named: ClassVar[str] = "{leg} late"

    delay: Annotated[float, Field(ge=0.2, le=60, description="seconds")]

    def act(self) -> Mapping[str, Any]:
        return {"kind": "delay", "seconds": self.delay}

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser waited for the head of an answer by most of the delay longer than it ever had before.

        Of one that it still waited for when the fault was lifted, or that the page gave up, 1.8 s are enough.
        """
        until = injection.until(timeline)
        usual = max((_wait(one, timeline.end) for one in self.before(timeline, injection)), default=0.0)
        for one in self.harmed(timeline, injection):
            held = one.answered_at is None or one.answered_at >= until
            wait = _wait(one, until)
            if wait >= usual + _SHARE * (min(self.delay, _UNANSWERED) if held else self.delay):
                return Sighting(one.started_at, "browser", f"waited {wait:.2f} s for the answer on {one.path}")
        return None


def _wait(request: Request, until: float) -> float:
    """Seconds from the request to the head of its answer, to its end without one, or to when one looked last."""
    ends = [at for at in (request.answered_at, request.ended_at) if at is not None]
    return (min(ends) if ends else max(until, request.started_at)) - request.started_at
