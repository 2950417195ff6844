"""A recording: the events of a running trial, kept in memory and written to the journal as they come."""

import asyncio
from collections.abc import Container, Mapping
from dataclasses import replace

from chaoslab.run.redaction import redacted
from chaoslab.timeline.events import Event, EventName, Sink
from chaoslab.timeline.timeline import Timeline

# Texts of events that may have any length, and how many characters of each are kept.
_LONGEST = {
    EventName.SOCKET_SENT: ("text", 500),
    EventName.SOCKET_RECEIVED: ("text", 500),
    EventName.OBSERVER_RECEIVED: ("text", 500),
    EventName.CONSOLE_LOGGED: ("text", 2000),
    EventName.MEDIA_LOAD_BEGAN: ("src", 500),
    EventName.MARK_MADE: ("name", 200),
}


class Recording:
    """A sink that keeps what it passes on, so that a running trial can be asked about itself.

    `secrets` (secret → stand-in) are replaced on the way in: neither journal nor terminal ever sees one.
    """

    def __init__(self, *sinks: Sink, secrets: Mapping[str, str] | None = None) -> None:
        self._sinks = sinks
        # Longest first: replacing a secret within another, or within its encoded form, would leave the rest of that.
        self._secrets = dict(sorted((secrets or {}).items(), key=lambda pair: len(pair[0]), reverse=True))
        self._events: list[Event] = []
        self._so_far: Timeline | None = None  # None when an event has come since
        self._waiting: list[tuple[Container[EventName], asyncio.Future[None]]] = []

    def __call__(self, event: Event) -> None:
        """Keep one event and hand it on."""
        event = _cut(redacted(event, self._secrets))
        self._events.append(event)
        self._so_far = None
        for sink in self._sinks:
            sink(event)
        self._tell(event)

    def news(self, names: Container[EventName]) -> asyncio.Future[None]:
        """Done as soon as an event with one of these names has come in."""
        arrived: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((names, arrived))
        return arrived

    def _tell(self, event: Event) -> None:
        if not self._waiting:
            return
        for names, arrived in self._waiting:
            if event.name in names and not arrived.done():
                arrived.set_result(None)
        self._waiting = [(names, arrived) for names, arrived in self._waiting if not arrived.done()]

    def so_far(self) -> Timeline:
        """The timeline up to now."""
        if self._so_far is None:
            self._so_far = Timeline.of(self._events)
        return self._so_far


def _cut(event: Event) -> Event:
    # After redaction: half of a secret that was cut would not be recognised.
    key, limit = _LONGEST.get(event.name, ("", 0))
    if key not in event.data or len(text := str(event.data[key])) <= limit:
        return event
    return replace(event, data={**event.data, key: text[:limit]})
