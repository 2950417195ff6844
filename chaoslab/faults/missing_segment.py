"""Missing segment: segments that the playlist names are not there."""

from typing import ClassVar

from chaoslab.evidence.network.playlists_read import readings
from chaoslab.evidence.network.requests import Request
from chaoslab.faults._http import HttpFault
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.http_harm import Harm

_NOT_FOUND = 404


class MissingSegment(HttpFault):
    """Answer 404 to requests for HLS segments. One that is missing stays missing while the fault is on.

    `count` and `share` are of segments, not of requests.
    """

    words: ClassVar[str] = "segments that the playlist names are answered with 404"
    happened: ClassVar[str] = "segments were missing"
    meant: ClassVar[str] = "segments were to be missing"
    named: ClassVar[str] = "segments missing"

    def harm(self) -> Harm:
        act = {"kind": "status", "status": _NOT_FOUND}
        return Harm(act, path="/hls/*.ts", by_path=True, **self._choice())

    def holds(self) -> frozenset[str]:
        return frozenset({"the hls leg"})

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser got 404 for a segment that the playlist which it read last names, and not as the oldest."""
        for one in self.harmed(timeline, injection):
            if one.status == _NOT_FOUND and one.answered_at is not None and _is_due(one, timeline):
                return Sighting(one.answered_at, "browser", f"404 on {one.path}, which the playlist names")
        return None


def _is_due(request: Request, timeline: Timeline) -> bool:
    """Whether it must be there: the oldest in a playlist may have left it meanwhile."""
    last = next((one for one in reversed(readings(timeline)) if one.at <= request.started_at), None)
    return last is not None and request.path.rpartition("/")[2] in last.segments[1:]
