"""What a page did about its signalling, and about an end of the broadcast, in words for a trial's sentence."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from chaoslab.english import counted, seconds
from chaoslab.evidence.signalling.connection_attempts import Channel, pauses, why_not_followed
from chaoslab.judge.said import NOTHING, Point, Said, say, second_of
from chaoslab.probes import Measurement, Value
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

_VIEWERS_TO_TELL = 2  # fewer are no herd
_CHANNELS: Mapping[Channel, str] = {"streaming": "the signalling server", "chat": "the chat"}
_WITH_THE_FAULT = 0.1  # seconds from a fault to a loss that a reader may count as one


def losses(timeline: Timeline) -> dict[str, Said]:
    """Of each channel that was lost at another time than a fault came: `it was lost at 9.1 s`."""
    faults = [event.at for event in timeline.named(EventName.FAULT_INJECTED)]
    lost: dict[str, Said] = {}
    for channel in _CHANNELS:
        first = pauses(timeline, channel)[0].start if not why_not_followed(timeline, channel) else None
        if first is not None and not any(0 <= first - fault < _WITH_THE_FAULT for fault in faults):
            lost[channel] = say("it was lost at {}", second_of(timeline, Point(first, "loss")))
    return lost


def signalling_acts(
    measurements: Mapping[str, Measurement], lost: Mapping[str, Said] = MappingProxyType({})
) -> tuple[Said, ...]:
    """Each as it follows "the player …"; empty if the signalling was not touched.

    `lost` says of a channel when it was lost, if that was not with the fault: what follows counts from there.
    """
    known = {name: measurement for name, measurement in measurements.items() if measurement.value is not None}
    return tuple(_acts(known, lost))


def _acts(known: Mapping[str, Measurement], lost: Mapping[str, Said]) -> Iterator[Said]:
    streaming = _tried("streaming", known, lost)
    if attempt := streaming or _tried("chat", known, lost):
        yield attempt
    outage = known.get("signal_outage")
    if outage is not None and isinstance(outage.value, float):
        server = "it" if streaming else _CHANNELS["streaming"]
        yield Said(f"was without {server} {'to the end, for ' if outage.censored else 'for '}{seconds(outage.value)}")
    peak, count = known.get("reconnect_peak"), known.get("viewer_count")
    if (
        peak
        and count
        and isinstance(peak.value, int | float)
        and isinstance(count.value, int)
        and count.value >= _VIEWERS_TO_TELL
    ):
        yield Said(f"came back with at most {counted(float(peak.value), 'connection')} a second")
    yield from (Said(text) for text in _after_the_end(known))


def _tried(channel: Channel, known: Mapping[str, Measurement], lost: Mapping[str, Said]) -> Said:
    delays = known.get(f"{channel}_delays")
    if delays is None or not isinstance(delays.value, tuple):
        return NOTHING
    target = _CHANNELS[channel]
    if not delays.value:
        return Said(f"did not try {target} again")
    first, *others = delays.value
    at = lost.get(channel, NOTHING)
    if not others:
        return say("tried {} again after {}{}", target, seconds(first), say(" ({})", at) if at else "")
    waits = f"first after {seconds(first)}, at most {seconds(max(others))} apart"
    return say("tried {} again {} times ({}{})", target, str(len(delays.value)), say("{}; ", at) if at else "", waits)


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
