"""Attempts: how often, and how soon, a player asked for the FLV stream again, read from its requests."""

from dataclasses import dataclass
from itertools import pairwise

from chaoslab.requests import Request, requests
from chaoslab.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Retry:
    """A request for a stream after an earlier one had ended; times on the lab clock."""

    lost_at: float  # when the earlier request ended
    asked_at: float
    seen_in_page: bool  # both stamped where the player runs, not in the browser's network stack

    @property
    def delay(self) -> float:
        """Seconds from the loss to the new attempt."""
        return self.asked_at - self.lost_at


def flv_retries(timeline: Timeline) -> tuple[Retry, ...]:
    """Each `.flv` request that began after the one before it had ended."""
    flv = [request for request in requests(timeline) if request.is_flv]
    return tuple(retry for before, after in pairwise(flv) if (retry := _retry(before, after)))


def _retry(before: Request, after: Request) -> Retry | None:
    if before.ended_at is None or before.ended_at > after.started_at:
        return None
    if before.told_at is not None and after.asked_at is not None:
        return Retry(before.told_at, after.asked_at, seen_in_page=True)
    return Retry(before.ended_at, after.started_at, seen_in_page=False)
