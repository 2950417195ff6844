"""How many bytes came on a leg over a time, as the browser or the lab's own viewer got them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chaoslab.evidence.lab.viewer_samples import StreamSample, samples
from chaoslab.evidence.network.throughput import WINDOW, Rate, download_rates, stream_rates
from chaoslab.timeline.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Pace:
    """Bytes of one thing from `start` to `end`, on the lab clock, and who got them."""

    start: float
    end: float
    bytes: int
    what: str
    witness: str

    @property
    def per_second(self) -> float:
        """Bytes."""
        return self.bytes / (self.end - self.start)


def stream_paces(timeline: Timeline, leg: str, *, since: float, until: float, window: float = WINDOW) -> Iterator[Pace]:
    """Every window of each long-running stream, without its first burst; on `ingest`, of the lab's own viewer's."""
    if leg == "ingest":
        yield from _viewed(timeline, since, until, window)
    else:
        yield from map(_of_request, stream_rates(timeline, leg, since=since, until=until, window=window))


def download_paces(timeline: Timeline, leg: str, *, since: float, until: float) -> Iterator[Pace]:
    """Each request that began within an interval, as far as it came; none if the leg carries a single stream."""
    if leg not in ("flv", "ingest"):
        yield from map(_of_request, download_rates(timeline, leg, since=since, until=until))


def _of_request(rate: Rate) -> Pace:
    return Pace(rate.start, rate.end, rate.bytes, rate.request.path, "browser")


def _viewed(timeline: Timeline, since: float, until: float, window: float) -> Iterator[Pace]:
    came: list[StreamSample] = []
    for sample in samples(timeline, since=since, until=until):
        if came and came[-1].connection != sample.connection:
            came = []
        came.append(sample)
        while len(came) > 1 and sample.at - came[1].at >= window:
            came.pop(0)
        if sample.at - came[0].at >= window:
            yield Pace(came[0].at, sample.at, _bytes(came[1:]), "the stream", "viewer")


def _bytes(came: Sequence[StreamSample]) -> int:
    return sum(sample.bytes for sample in came)
