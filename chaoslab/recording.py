"""A recording: the events of a running trial, kept at hand and written to the journal as they come."""

import asyncio
from collections.abc import Container, Mapping
from dataclasses import replace

from chaoslab.events import Event, EventName, Sink
from chaoslab.redaction import redacted
from chaoslab.timeline import Timeline

# Characters kept of the texts that may be of any length.
_LONGEST = {
    EventName.SOCKET_SENT: 500,
    EventName.SOCKET_RECEIVED: 500,
    EventName.OBSERVER_RECEIVED: 500,
    EventName.CONSOLE_LOGGED: 2000,
}


class Recording:
    """A sink that keeps what it passes on, so that a running trial can be asked about itself.

    `secrets` (secret → stand-in) are replaced on the way in: neither journal nor terminal ever sees one.
    """

    def __init__(self, *sinks: Sink, secrets: Mapping[str, str] | None = None) -> None:
        self._sinks = sinks
        self._secrets = dict(secrets or {})
        self._events: list[Event] = []
        self._so_far: Timeline | None = None  # None where something came after it was made
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
        told: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((names, told))
        return told

    def _tell(self, event: Event) -> None:
        if not self._waiting:
            return
        for names, told in self._waiting:
            if event.name in names and not told.done():
                told.set_result(None)
        self._waiting = [(names, told) for names, told in self._waiting if not told.done()]

    def so_far(self) -> Timeline:
        """The timeline up to now."""
        if self._so_far is None:
            self._so_far = Timeline.of(self._events)
        return self._so_far


def _cut(event: Event) -> Event:
    # After redaction: half of a secret that was cut through would be found by nobody.
    limit = _LONGEST.get(event.name)
    if limit is None or len(text := str(event.data.get("text", ""))) <= limit:
        return event
    return replace(event, data={**event.data, "text": text[:limit]})
