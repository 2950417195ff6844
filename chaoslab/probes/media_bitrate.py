"""Media bitrate: how many bits were received per second of the stream that was played."""

from chaoslab.probes._contract import Measurement, Probe
from chaoslab.probes.bits_received import BitsReceived
from chaoslab.probes.media_time import MediaTime
from chaoslab.timeline.timeline import Timeline


class MediaBitrate(Probe):
    """`bits_received` ÷ `media_time`.

    It includes the container, and what was loaded but never shown; CMCD's `br` is what the encoder claims instead.
    """

    unit = "kbit/s"
    meaning = "bits received per second of the stream that was played"
    source = "CTA-2066 average playback bitrate, with bits received for bits played"
    reads_numbers = True

    def measure(self, timeline: Timeline) -> Measurement:
        bits, seconds = BitsReceived().measure(timeline), MediaTime().measure(timeline)
        if not isinstance(bits.value, int) or not isinstance(seconds.value, float):
            return self.result(None, note=bits.note or seconds.note)
        rate = bits.value / 1000 / seconds.value
        return self.result(rate, uncertainty=rate * (seconds.uncertainty or 0.0) / seconds.value)
