"""What state the player was in, one span after the other, read from its media element and its page.

The states are those of CMCD v2 (CTA-5004-B) `sta`: `s` starting, `p` playing, `r` rebuffering, `k` seeking, `a` paused,
`e` ended, `f` fatal error. There is no rebuffering during startup or seeking. `d` (preloading), `w` (waiting) and `q`
(quit) cannot be seen from outside. A stream that is reopened after it had played is rebuffering, not starting.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from chaoslab.evidence.player.media_failures import media_failures
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

State = Literal["s", "p", "r", "k", "a", "e", "f"]
WORDS: Mapping[State, str] = MappingProxyType(
    {
        "s": "starting",
        "p": "playing",
        "r": "rebuffering",
        "k": "seeking",
        "a": "paused",
        "e": "ended",
        "f": "failed",
    }
)
_TELLING = (
    EventName.PAGE_OPENED,
    EventName.MEDIA_LOAD_BEGAN,
    EventName.MEDIA_EMPTIED,
    EventName.MEDIA_PLAY_REQUESTED,
    EventName.MEDIA_PLAYING,
    EventName.MEDIA_WAITING,
    EventName.MEDIA_PAUSED,
    EventName.MEDIA_SEEKING,
    EventName.MEDIA_SEEKED,
    EventName.MEDIA_ENDED,
    EventName.MEDIA_FAILED,
    EventName.STATE_SHOWN,
    EventName.STATE_HIDDEN,
)

# What an event of the media element changes: from which states, and to which.
_CHANGES: Mapping[EventName, tuple[str, State]] = MappingProxyType(
    {
        EventName.MEDIA_PLAY_REQUESTED: ("a", "s"),
        EventName.MEDIA_WAITING: ("p", "r"),
        EventName.MEDIA_SEEKING: ("p", "k"),
        EventName.MEDIA_SEEKED: ("k", "p"),
        EventName.MEDIA_PAUSED: ("prk", "a"),
        EventName.MEDIA_ENDED: ("sprka", "e"),
        EventName.MEDIA_FAILED: ("sprka", "f"),
    }
)


@dataclass(frozen=True, slots=True)
class StateSpan:
    """A stretch of time on the lab clock in which the player was in one state."""

    state: State
    start: float
    end: float

    @property
    def length(self) -> float:
        """Seconds."""
        return self.end - self.start


@once_per_timeline
def player_states(timeline: Timeline) -> tuple[StateSpan, ...]:
    """All spans from the opening of the page to the end of observation, without gaps; neighbours differ."""
    player, spans, since = _Player(), [], timeline.zero
    failures = media_failures(timeline)
    end = max(timeline.end, timeline.zero)
    for event in timeline.named(*_TELLING):
        if not timeline.zero <= event.at <= end:
            continue
        if event.name is EventName.MEDIA_FAILED and event not in failures:
            continue  # the page itself took the source away
        before = player.state
        player.hear(event)
        if player.state != before:
            spans.append(StateSpan(before, since, event.at))
            since = event.at
    return _joined([*spans, StateSpan(player.state, since, end)])


def in_state(timeline: Timeline, *states: State) -> tuple[StateSpan, ...]:
    """The spans in some states."""
    return tuple(span for span in player_states(timeline) if span.state in states)


def _joined(spans: list[StateSpan]) -> tuple[StateSpan, ...]:
    """Without empty spans: several events at the same instant are one change."""
    joined: list[StateSpan] = []
    for span in spans:
        if span.length <= 0:
            continue
        if joined and joined[-1].state == span.state:
            span = StateSpan(span.state, joined.pop().start, span.end)  # noqa: PLW2901 - the longer one takes its place
        joined.append(span)
    return tuple(joined)


class _Player:
    """Follows the media element that played last; another one takes over once it plays."""

    def __init__(self) -> None:
        self._of_media: State = "s"
        self._media: object = None
        self._has_played = False
        self._error_shown = False

    @property
    def state(self) -> State:
        return "f" if self._error_shown else self._of_media

    def hear(self, event: Event) -> None:
        if event.name in (EventName.STATE_SHOWN, EventName.STATE_HIDDEN):
            if event.data.get("state") == "error":
                self._error_shown = event.name is EventName.STATE_SHOWN
        elif event.name is EventName.PAGE_OPENED:
            self._media, self._error_shown, self._of_media = None, False, self._opening
        elif event.name is EventName.MEDIA_PLAYING:
            self._media, self._has_played, self._of_media = event.data.get("media"), True, "p"
        elif self._media is None or event.data.get("media") == self._media:
            self._of_media = self._after(event.name)

    @property
    def _opening(self) -> State:
        return "r" if self._has_played else "s"

    def _after(self, name: EventName) -> State:
        if name in (EventName.MEDIA_LOAD_BEGAN, EventName.MEDIA_EMPTIED):
            return self._opening
        from_states, to = _CHANGES.get(name, ("", self._of_media))
        return to if self._of_media in from_states else self._of_media
