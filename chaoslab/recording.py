"""A recording: the events of a running trial, kept at hand and written to the journal as they come."""

from collections.abc import Mapping

from chaoslab.events import Event, Sink
from chaoslab.redaction import redacted
from chaoslab.timeline import Timeline


class Recording:
    """A sink that keeps what it passes on, so that a running trial can be asked about itself.

    `secrets` (secret → stand-in) are replaced on the way in: neither journal nor terminal ever sees one.
    """

    def __init__(self, *sinks: Sink, secrets: Mapping[str, str] | None = None) -> None:
        self._sinks = sinks
        self._secrets = dict(secrets or {})
        self._events: list[Event] = []

    def __call__(self, event: Event) -> None:
        """Keep one event and hand it on."""
        event = redacted(event, self._secrets)
        self._events.append(event)
        for sink in self._sinks:
            sink(event)

    def so_far(self) -> Timeline:
        """The timeline up to now."""
        return Timeline.of(self._events)
