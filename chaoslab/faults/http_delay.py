"""HTTP delay: answers begin late."""

from collections.abc import Mapping
from statistics import median
from typing import Annotated, Any, ClassVar

from pydantic import Field

from chaoslab.evidence.network.requests import Request
from chaoslab.faults._http import AddressedFault
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline

_SHARE = 0.9  # of the delay that must be seen beyond the usual wait
_SHARE_OF_LONGEST = 0.5  # and beyond the longest one
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
        """The browser's network stack waited for the head of an answer longer than usual by most of the delay, and
        longer than ever before by half of it.

        If it was still waiting when the fault was lifted, or the page gave up, 1.8 s are enough.
        """
        until = injection.until(timeline)
        # A single wait that a busy machine drew out before the fault must not hide the delay of all that follow.
        waits = [_wait(request, timeline.end) for request in self.before(timeline, injection)] or [0.0]
        for request in self.harmed(timeline, injection):
            held = request.answered_at is None or request.answered_at >= until
            wait = _wait(request, until)
            delay = min(self.delay, _UNANSWERED) if held else self.delay
            if wait >= max(median(waits) + _SHARE * delay, max(waits) + _SHARE_OF_LONGEST * delay):
                return Sighting(request.started_at, "browser", f"waited {wait:.2f} s for the answer on {request.path}")
        return None


def _wait(request: Request, until: float) -> float:
    """Seconds from the request to the head of its answer, to its end without one, or else to `until`."""
    ends = [at for at in (request.answered_at, request.ended_at) if at is not None]
    return (min(ends) if ends else max(until, request.started_at)) - request.started_at
