"""The delays before a connection's attempts, in the form that probes return."""

from dataclasses import dataclass

from chaoslab.clock import NETWORK_UNCERTAINTY
from chaoslab.evidence.signalling.connection_attempts import Channel, pauses, why_not_followed
from chaoslab.timeline.timeline import Timeline

# The end of a socket is stamped by the browser's network stack, the attempt by the page if it can be seen there.
UNCERTAINTY = NETWORK_UNCERTAINTY
UNSEEN = 0.03  # seconds; for a socket that the browser reported but the page was not seen to create


@dataclass(frozen=True, slots=True)
class Delays:
    """Seconds from each loss or failure to the attempt that followed; None if they are unknown, and `note` says why."""

    values: tuple[float, ...] | None
    uncertainty: float | None
    note: str


def delays(timeline: Timeline, channel: Channel) -> Delays:
    """The delays of one connection since the first fault, in order; a pause that had not ended does not count."""
    if why := why_not_followed(timeline, channel):
        return Delays(None, None, why)
    ended = [pause for pause in pauses(timeline, channel) if pause.ended]
    in_page = all(pause.seen_in_page for pause in ended)
    note = "" if in_page else "read from when the browser reported a socket: the page was not seen to create it"
    return Delays(tuple(pause.length for pause in ended), UNCERTAINTY if in_page else UNSEEN, note)
