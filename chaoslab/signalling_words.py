"""What a page did about its signalling, and about an end of the broadcast, in words for a trial's sentence."""

from collections.abc import Iterator, Mapping

from chaoslab.measurement import Measurement
from chaoslab.phrases import seconds

_VIEWERS_TO_TELL = 2  # fewer are no herd


def signalling_acts(measurements: Mapping[str, Measurement]) -> tuple[str, ...]:
    """Each as it follows on "the player …"; empty where the signalling was not touched."""
    return tuple(_acts({name: one for name, one in measurements.items() if one.value is not None}))


def _acts(known: Mapping[str, Measurement]) -> Iterator[str]:
    if (told := _tried("streaming", known)) or (told := _tried("chat", known)):
        yield told
    outage = known.get("signal_outage")
    if outage is not None and isinstance(outage.value, float):
        length = seconds(outage.value)
        yield f"was without it {'to the end, for ' if outage.censored else 'for '}{length}"
    peak, count = known.get("reconnect_peak"), known.get("viewer_count")
    if peak and count and isinstance(count.value, int) and count.value >= _VIEWERS_TO_TELL:
        yield f"came back with at most {peak.value:g} connections a second"
    yield from _after_the_end(known)


def _tried(channel: str, known: Mapping[str, Measurement]) -> str:
    delays = known.get(f"{channel}_delays")
    if delays is None or not isinstance(delays.value, tuple):
        return ""
    what = "the signalling server" if channel == "streaming" else "the chat"
    if not delays.value:
        return f"did not try {what} again"
    count = len(delays.value)
    if count == 1:
        return f"tried {what} again after {seconds(delays.value[0])}"
    longest = seconds(max(delays.value))
    return f"tried {what} again {count} times (first after {seconds(delays.value[0])}, at most {longest} apart)"


def _after_the_end(known: Mapping[str, Measurement]) -> Iterator[str]:
    shown, asked = known.get("ended_shown"), known.get("requests_after_end")
    if shown is not None:
        yield "said that it is over" if shown.value is True else "did not go on saying that it is over"
    if asked is not None:
        yield f"asked for something {asked.value} times more" if asked.value else "asked for nothing more"
