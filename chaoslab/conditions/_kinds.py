"""What several conditions share: a state of the page, a request, and how far pictures are known."""

from abc import abstractmethod
from typing import ClassVar

from chaoslab.conditions._contract import Condition
from chaoslab.evidence.network.requests import Request, requests
from chaoslab.evidence.player.shown_states import shown_spans
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

# The page reports events in order, so its latest one shows up to when the absence of pictures is known.
PAGE_EVENTS = frozenset({EventName.FRAME_PRESENTED, EventName.MEDIA_SAMPLED, EventName.TIMER_SAMPLED})
_REQUESTS = frozenset({EventName.REQUEST_STARTED, EventName.FETCH_CALLED})


class StateShown(Condition):
    """A state of the page is visible, even if it was so before."""

    news: ClassVar[frozenset[EventName]] = frozenset({EventName.STATE_SHOWN})

    def met_at(self, timeline: Timeline, since: float) -> float | None:
        """When it became visible; `since` if it already was."""
        (state,) = self.states
        return next((max(start, since) for start, end in shown_spans(timeline, state) if end > since), None)


class Requested(Condition):
    """The player makes a request of a certain kind."""

    news: ClassVar[frozenset[EventName]] = _REQUESTS

    @staticmethod
    @abstractmethod
    def matches(request: Request) -> bool:
        """Whether the request is of that kind."""

    def met_at(self, timeline: Timeline, since: float) -> float | None:
        """When the first such request began."""
        matching = (request for request in requests(timeline) if self.matches(request))
        return min((request.started_at for request in matching if request.started_at >= since), default=None)


def known_until(timeline: Timeline) -> float:
    """Up to when it is known whether pictures came; the beginning of the trial if nothing is known yet."""
    return max((named[-1].at for name in PAGE_EVENTS if (named := timeline.named(name))), default=timeline.zero)
