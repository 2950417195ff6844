"""A recording: the events of a running trial, kept in memory and written to the journal as they come."""

import asyncio
from collections.abc import Container

from chaoslab.outward.mask import Mask
from chaoslab.run.flood import Flood
from chaoslab.run.redaction import redacted
from chaoslab.timeline.events import Event, EventName, Sink
from chaoslab.timeline.timeline import Timeline


class Recording:
    """A sink that keeps what it passes on, so that a running trial can be asked about itself.

    What `mask` knows is replaced on the way in: neither journal nor terminal ever sees a secret.
    """

    def __init__(self, *sinks: Sink, mask: Mask | None = None) -> None:
        self._sinks = sinks
        self._mask = mask or Mask()
        self._flood = Flood()
        self._events: list[Event] = []
        self._so_far: Timeline | None = None  # None when an event has come since
        self._waiting: list[tuple[Container[EventName], asyncio.Future[None]]] = []

    def __call__(self, event: Event) -> None:
        """Keep one event and hand it on, unless it is one of a flood."""
        event = redacted(event, self._mask)
        takes = self._flood.takes(event)
        if word := self._flood.word():
            self._keep(word)
        if takes:
            self._keep(event)

    def _keep(self, event: Event) -> None:
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
