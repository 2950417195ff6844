"""HTTP delay: answers begin late."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field

from chaoslab.evidence.network.requests import Request
from chaoslab.faults._http import AddressedFault
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline

_SHARE = 0.9  # of the delay that must be seen
_UNANSWERED = 2.0  # seconds that count of a longer delay, as a player may not wait for its end


class HttpDelay(AddressedFault):
    """Answers begin late; held answers are released when the fault is lifted.

    The head of each answer is held back by `delay` seconds.
    """

    words: ClassVar[str] = "answers {{where}} begin {delay:g} s late"
    happened: ClassVar[str] = "answers from {leg} came late"
    meant: ClassVar[str] = "answers from {leg} were to come late"
    named: ClassVar[str] = "{leg} late"

    delay: Annotated[float, Field(ge=0.2, le=60, description="seconds")]

    def act(self) -> Mapping[str, Any]:
        return {"kind": "delay", "seconds": self.delay}

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser's network stack waited longer than ever before for the head of an answer, by most of the delay.

        If it was still waiting when the fault was lifted, or the page gave up, 1.8 s are enough.
        """
        until = injection.until(timeline)
        usual = max((_wait(request, timeline.end) for request in self.before(timeline, injection)), default=0.0)
        for request in self.harmed(timeline, injection):
            held = request.answered_at is None or request.answered_at >= until
            wait = _wait(request, until)
            if wait >= usual + _SHARE * (min(self.delay, _UNANSWERED) if held else self.delay):
                return Sighting(request.started_at, "browser", f"waited {wait:.2f} s for the answer on {request.path}")
        return None


def _wait(request: Request, until: float) -> float:
    """Seconds from the request to the head of its answer, to its end without one, or else to `until`."""
    ends = [at for at in (request.answered_at, request.ended_at) if at is not None]
    return (min(ends) if ends else max(until, request.started_at)) - request.started_at
