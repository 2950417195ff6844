"""The delays before a connection's attempts, in the form in which probes give them."""

from dataclasses import dataclass

from chaoslab.clock import NETWORK_UNCERTAINTY
from chaoslab.evidence.signalling.connection_attempts import Channel, pauses, why_untold
from chaoslab.timeline.timeline import Timeline

# The end of a socket is stamped by the browser's network stack, the attempt by the page where it can be seen there.
UNCERTAINTY = NETWORK_UNCERTAINTY
UNSEEN = 0.03  # seconds; when the browser told of a socket that the page was not seen to make


@dataclass(frozen=True, slots=True)
class Delays:
    """Seconds from each loss or failure to the attempt that followed; None where that cannot be told, and why."""

    values: tuple[float, ...] | None
    uncertainty: float | None
    note: str


def delays(timeline: Timeline, channel: Channel) -> Delays:
    """The delays of one connection since the first fault, in order; a pause that had not ended is none."""
    if why := why_untold(timeline, channel):
        return Delays(None, None, why)
    ended = [pause for pause in pauses(timeline, channel) if pause.ended]
    in_page = all(pause.seen_in_page for pause in ended)
    note = "" if in_page else "read from when the browser told of a socket: the page was not seen to make it"
    return Delays(tuple(pause.length for pause in ended), UNCERTAINTY if in_page else UNSEEN, note)
