"""HTTP abort: connections end instead of being answered, or right after the head of the answer."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from chaoslab.evidence.network.requests import Request
from chaoslab.faults._http import BROKEN_OFF, AddressedFault, body_bytes
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline

# Chromium's errors for a connection that ends without an answer.
_UNANSWERED = ("net::ERR_EMPTY_RESPONSE", "net::ERR_CONNECTION_CLOSED", "net::ERR_CONNECTION_RESET")


class HttpAbort(AddressedFault):
    """Connections end instead of being answered, or right after the head of the answer; the browser sees FIN.

    It sees FIN because Toxiproxy lies between. A browser that loses a reused connection without an answer asks again by
    itself, unknown to the page; this second request is aborted too and counts as the same one.
    """

    words: ClassVar[str] = "connections end {when} the head of the answer to requests {{where}}"
    happened: ClassVar[str] = "requests to {leg} were aborted"
    meant: ClassVar[str] = "requests to {leg} were to be aborted"
    named: ClassVar[str] = "{leg} aborting"

    when: Annotated[Literal["before", "after"], Field(description="before or after the head of the answer")] = "before"

    def act(self) -> Mapping[str, Any]:
        return {"kind": "abort", "after_head": self.when == "after"}

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser's network stack lost a connection without an answer, or after the head of an answer, without a
        byte of its body.
        """
        for request in self.harmed(timeline, injection):
            if request.ended_at is not None and self._was_aborted(request, timeline):
                return Sighting(request.ended_at, "browser", f"{request.error} on {request.path}")
        return None

    def _was_aborted(self, request: Request, timeline: Timeline) -> bool:
        if request.canceled or request.error is None:
            return False
        if self.when == "before":
            return request.answered_at is None and request.error in _UNANSWERED
        broke_off = request.answered_at is not None and request.error in BROKEN_OFF
        return broke_off and body_bytes(timeline, request) == 0
