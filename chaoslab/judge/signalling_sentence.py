"""What a page did about its signalling, and about an end of the broadcast, in words for a trial's sentence."""

from collections.abc import Iterator, Mapping

from chaoslab.english import seconds
from chaoslab.probes import Measurement, Value

_VIEWERS_TO_TELL = 2  # fewer are no herd
_CHANNELS = {"streaming": "the signalling server", "chat": "the chat"}


def signalling_acts(measurements: Mapping[str, Measurement]) -> tuple[str, ...]:
    """Each as it follows "the player …"; empty if the signalling was not touched."""
    return tuple(
        _acts({name: measurement for name, measurement in measurements.items() if measurement.value is not None})
    )


def _acts(known: Mapping[str, Measurement]) -> Iterator[str]:
    streaming = _tried("streaming", known)
    if attempt := streaming or _tried("chat", known):
        yield attempt
    outage = known.get("signal_outage")
    if outage is not None and isinstance(outage.value, float):
        server = "it" if streaming else _CHANNELS["streaming"]
        yield f"was without {server} {'to the end, for ' if outage.censored else 'for '}{seconds(outage.value)}"
    peak, count = known.get("reconnect_peak"), known.get("viewer_count")
    if peak and count and isinstance(count.value, int) and count.value >= _VIEWERS_TO_TELL:
        yield f"came back with at most {peak.value:g} connection{'' if peak.value == 1 else 's'} a second"
    yield from _after_the_end(known)


def _tried(channel: str, known: Mapping[str, Measurement]) -> str:
    delays = known.get(f"{channel}_delays")
    if delays is None or not isinstance(delays.value, tuple):
        return ""
    target = _CHANNELS[channel]
    if not delays.value:
        return f"did not try {target} again"
    first, *others = delays.value
    if not others:
        return f"tried {target} again after {seconds(first)}"
    times = f"{len(delays.value)} times"
    return f"tried {target} again {times} (first after {seconds(first)}, at most {seconds(max(others))} apart)"


def _after_the_end(known: Mapping[str, Measurement]) -> Iterator[str]:
    shown, asked = known.get("ended_shown"), known.get("requests_after_end")
    if shown is not None:
        # If not, it may have said so for a while, or never.
        yield "said that it is over" if shown.value is True else "did not say at the end of observation that it is over"
    if asked is not None:
        yield f"asked for {_more(asked.value)}"


def _more(count: Value) -> str:
    if not count:
        return "nothing more"
    return "something once more" if count == 1 else f"something {count} more times"
