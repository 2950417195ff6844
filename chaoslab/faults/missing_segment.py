"""Missing segment: segments named by the playlist are missing."""

from typing import ClassVar

from chaoslab.evidence.network.playlists_read import readings
from chaoslab.evidence.network.requests import Request
from chaoslab.faults._http import HttpFault
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.http_harm import Harm

_NOT_FOUND = 404


class MissingSegment(HttpFault):
    """Segments named by the playlist are missing (404) every time they are requested; `count` and `share` refer to
    segments.
    """

    words: ClassVar[str] = "segments are missing (404)"
    happened: ClassVar[str] = "segments were missing"
    meant: ClassVar[str] = "segments were to be missing"
    named: ClassVar[str] = "segments missing"

    def harm(self) -> Harm:
        act = {"kind": "status", "status": _NOT_FOUND}
        return Harm(act, path="/hls/*.ts", by_path=True, **self._choice())

    def holds(self) -> frozenset[str]:
        return frozenset({"the hls leg"})

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser got 404 for a segment named in the playlist that it read last, and not for the oldest there."""
        for request in self.harmed(timeline, injection):
            if request.status == _NOT_FOUND and request.answered_at is not None and _is_due(request, timeline):
                return Sighting(request.answered_at, "browser", f"404 on {request.path}, which the playlist names")
        return None


def _is_due(request: Request, timeline: Timeline) -> bool:
    """Whether the segment must be there: the oldest in a playlist may have left it meanwhile."""
    last = next((reading for reading in reversed(readings(timeline)) if reading.at <= request.started_at), None)
    return last is not None and request.path.rpartition("/")[2] in last.segments[1:]
