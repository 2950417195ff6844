"""HTTP status: requests are answered with an error."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field

from chaoslab.faults._http import AddressedFault
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline


class HttpStatus(AddressedFault):
    """Requests are answered with an error, and with `Retry-After` if given."""

    words: ClassVar[str] = "requests {{where}} are answered with {status}"
    happened: ClassVar[str] = "requests to {leg} were answered with errors"
    meant: ClassVar[str] = "requests to {leg} were to be answered with errors"
    named: ClassVar[str] = "{leg} in error"

    status: Annotated[int, Field(ge=400, le=599, description="of the answer")]
    retry_after: Annotated[int | None, Field(ge=0, le=86_400, description="seconds, in the header `Retry-After`")] = (
        None
    )

    def act(self) -> Mapping[str, Any]:
        return {"kind": "status", "status": self.status, "retry_after": self.retry_after}

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser's network stack got that status, which no such request had got before."""
        if any(request.status == self.status for request in self.before(timeline, injection)):
            return None
        harmed = self.harmed(timeline, injection)
        first = next((request for request in harmed if request.status == self.status), None)
        if first is None or first.answered_at is None:
            return None
        return Sighting(first.answered_at, "browser", f"{self.status} on {first.path}")
