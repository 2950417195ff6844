"""HTTP truncate: bodies end early."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from chaoslab.evidence.network.requests import Request
from chaoslab.faults._http import BROKEN_OFF, AddressedFault, body_bytes
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline


class HttpTruncate(AddressedFault):
    """End the body after `bytes`, as if that were all (`clean`) or by ending the connection (`broken`).

    A body that is no longer than that stays as it is.
    """

    words: ClassVar[str] = "bodies {{where}} end after {bytes} bytes, {{how}}"
    happened: ClassVar[str] = "answers from {leg} broke off"
    meant: ClassVar[str] = "answers from {leg} were to break off"
    named: ClassVar[str] = "{leg} truncated"

    bytes: Annotated[int, Field(ge=0, le=1_000_000_000, description="of the body that are let pass")]
    end: Annotated[Literal["clean", "broken"], Field(description="what the end of the body looks like")] = "broken"

    def act(self) -> Mapping[str, Any]:
        return {"kind": "truncate", "bytes": self.bytes, "clean": self.end == "clean"}

    def in_words(self) -> str:
        told = {"clean": "as if that were all", "broken": "with the connection"}
        return super().in_words().replace("{how}", told[self.end])

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser got just so many bytes and that end, which no such body had before."""
        if any(self._was_truncated(one, timeline) for one in self.before(timeline, injection)):
            return None
        first = next((one for one in self.harmed(timeline, injection) if self._was_truncated(one, timeline)), None)
        if first is None or first.ended_at is None:
            return None
        how = first.error or "a clean end"
        return Sighting(first.ended_at, "browser", f"{how} after {self.bytes} bytes of {first.path}")

    def _was_truncated(self, request: Request, timeline: Timeline) -> bool:
        if request.ended_at is None or request.answered_at is None or request.refused:
            return False
        wanted = request.error is None if self.end == "clean" else request.error in BROKEN_OFF and not request.canceled
        return wanted and body_bytes(timeline, request) == self.bytes
