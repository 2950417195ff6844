"""HTTP abort: connections end instead of being answered, or right behind the head of the answer."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from chaoslab.evidence.network.requests import Request
from chaoslab.faults._http import BROKEN_OFF, AddressedFault, body_bytes
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline

# What Chromium calls a connection that ends without an answer.
_UNANSWERED = ("net::ERR_EMPTY_RESPONSE", "net::ERR_CONNECTION_CLOSED", "net::ERR_CONNECTION_RESET")


class HttpAbort(AddressedFault):
    """End the connection of a request. The browser sees FIN, since Toxiproxy lies between.

    A browser whose connection ends without a word asks once more by itself where it had used that connection before;
    this second asking, of which the page knows nothing, is aborted too and counts as the same request.
    """

    words: ClassVar[str] = "connections end {when} the head of the answer to requests {{where}}"
    happened: ClassVar[str] = "requests to {leg} were aborted"
    meant: ClassVar[str] = "requests to {leg} were to be aborted"
    named: ClassVar[str] = "{leg} aborting"

    when: Annotated[Literal["before", "after"], Field(description="the head of the answer")] = "before"

    def act(self) -> Mapping[str, Any]:
        return {"kind": "abort", "after_head": self.when == "after"}

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser lost the connection of a request without an answer, or behind an answer without one byte."""
        for one in self.harmed(timeline, injection):
            if one.ended_at is not None and self._was_aborted(one, timeline):
                return Sighting(one.ended_at, "browser", f"{one.error} on {one.path}")
        return None

    def _was_aborted(self, request: Request, timeline: Timeline) -> bool:
        if request.canceled or request.error is None:
            return False
        if self.when == "before":
            return request.answered_at is None and request.error in _UNANSWERED
        headed = request.answered_at is not None and request.error in BROKEN_OFF
        return headed and body_bytes(timeline, request) == 0
