"""Retries: how often, and how soon, a player asked for the FLV stream again, read from its requests."""

from dataclasses import dataclass
from itertools import pairwise

from chaoslab.clock import NETWORK_UNCERTAINTY
from chaoslab.evidence.network.requests import Request, asked, requests
from chaoslab.evidence.network.silences import silences
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

_GIVEN_UP = 0.9  # seconds without a byte, of the last one before the next request


@dataclass(frozen=True, slots=True)
class Retry:
    """A request for a stream after an earlier one had ended; times on the lab clock."""

    lost_at: float  # when the earlier request ended
    asked_at: float
    seen_in_page: bool  # both stamped where the player runs, not in the browser's network stack

    @property
    def delay(self) -> float:
        """Seconds from the loss to the new attempt; 0 for one that followed at once."""
        return max(self.asked_at - self.lost_at, 0.0)


def flv_retries(timeline: Timeline) -> tuple[Retry, ...]:
    """Each `.flv` request that began after the one before it had ended, since the first fault if there is one."""
    flv = [request for request in requests(timeline) if request.is_flv]
    retries = (retry for before, after in pairwise(flv) if (retry := _retry(timeline, before, after)))
    fault = timeline.first(EventName.FAULT_INJECTED)
    return tuple(retry for retry in retries if fault is None or retry.asked_at >= fault.at)


def _given_up(timeline: Timeline, before: Request, after: Request) -> Retry | None:
    """The retry of a stream that had fallen silent without ending: some players leave the old one open."""
    at, _ = asked(after)
    silent = silences(timeline, before, since=after.started_at - 1, until=after.started_at)
    return Retry(at, at, after.asked_at is not None) if any(silence.length >= _GIVEN_UP for silence in silent) else None


def _retry(timeline: Timeline, before: Request, after: Request) -> Retry | None:
    # The end of a stream that a player gives up itself is reported up to this long after its next request.
    if before.ended_at is None or before.ended_at > after.started_at + NETWORK_UNCERTAINTY:
        return _given_up(timeline, before, after)
    if before.told_at is not None and after.asked_at is not None:
        return Retry(before.told_at, after.asked_at, seen_in_page=True)
    return Retry(before.ended_at, after.started_at, seen_in_page=False)
