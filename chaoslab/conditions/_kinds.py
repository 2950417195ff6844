"""What several conditions have in common: a state of the page, a request, and pictures as far as they are known."""

from abc import abstractmethod
from typing import ClassVar

from chaoslab.conditions._contract import Condition
from chaoslab.evidence.network.requests import Request, requests
from chaoslab.evidence.player.shown_states import shown_spans
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

# The page ships what it saw in order, so what it has said last is how far its silence on pictures is known.
PAGE_SAID = frozenset({EventName.FRAME_PRESENTED, EventName.MEDIA_SAMPLED, EventName.TIMER_SAMPLED})
_ASKED = frozenset({EventName.REQUEST_STARTED, EventName.FETCH_CALLED})


class StateShown(Condition):
    """A state of the page is visible, be it that it was so before."""

    news: ClassVar[frozenset[EventName]] = frozenset({EventName.STATE_SHOWN})

    def met_at(self, timeline: Timeline, since: float) -> float | None:
        """When it was visible first; `since` where it was so already."""
        (state,) = self.states
        return next((max(start, since) for start, end in shown_spans(timeline, state) if end > since), None)


class Requested(Condition):
    """The player asks for something of a kind."""

    news: ClassVar[frozenset[EventName]] = _ASKED

    @staticmethod
    @abstractmethod
    def wanted(request: Request) -> bool:
        """Whether it is such a request."""

    def met_at(self, timeline: Timeline, since: float) -> float | None:
        """When the first such request began."""
        return min(
            (one.started_at for one in requests(timeline) if one.started_at >= since and self.wanted(one)), default=None
        )


def known_until(timeline: Timeline) -> float:
    """Up to when it is known whether there were pictures; before anything is known, the beginning of the trial."""
    return max((named[-1].at for name in PAGE_SAID if (named := timeline.named(name))), default=timeline.zero)
