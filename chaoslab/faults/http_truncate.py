"""HTTP truncate: bodies end early."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from chaoslab.english import counted
from chaoslab.evidence.network.requests import Request
from chaoslab.faults._http import BROKEN_OFF, AddressedFault, body_bytes
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline


class HttpTruncate(AddressedFault):
    """Bodies end early; shorter ones stay as they are.

    A body ends after `bytes`, as if that were all (`clean`) or with its connection (`broken`).
    """

    words: ClassVar[str] = "bodies {{where}} end after {bytes} bytes, {{ending}}"
    happened: ClassVar[str] = "answers from {leg} broke off"
    meant: ClassVar[str] = "answers from {leg} were to break off"
    named: ClassVar[str] = "{leg} truncated"

    bytes: Annotated[int, Field(ge=0, le=1_000_000_000, description="of the body that are let through")]
    end: Annotated[
        Literal["clean", "broken"], Field(description="the connection ends, or the body looks complete (`clean`)")
    ] = "broken"

    def act(self) -> Mapping[str, Any]:
        return {"kind": "truncate", "bytes": self.bytes, "clean": self.end == "clean"}

    def in_words(self) -> str:
        endings = {"clean": "as if that were all", "broken": "with the connection"}
        return super().in_words().replace("{ending}", endings[self.end])

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser's network stack got exactly that many bytes and that end, which no such body had before."""
        if any(self._was_truncated(request, timeline) for request in self.before(timeline, injection)):
            return None
        harmed = self.harmed(timeline, injection)
        first = next((request for request in harmed if self._was_truncated(request, timeline)), None)
        if first is None or first.ended_at is None:
            return None
        ending = first.error or "a clean end"
        return Sighting(first.ended_at, "browser", f"{ending} after {counted(self.bytes, 'byte')} of {first.path}")

    def _was_truncated(self, request: Request, timeline: Timeline) -> bool:
        if request.ended_at is None or request.answered_at is None or request.refused:
            return False
        broken = request.error in BROKEN_OFF and not request.canceled
        ended_so = request.error is None if self.end == "clean" else broken
        return ended_so and body_bytes(timeline, request) == self.bytes
