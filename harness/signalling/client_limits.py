"""The limits on clients: what this process counts itself, and what all processes together count."""

import time

from harness.settings import Settings
from harness.signalling.rate_limit import RateLimit
from harness.signalling.sharing import Kind, Sharing


class ClientLimits:
    """Chat messages, and joins and leaves, each with a limit for every client."""

    def __init__(self, settings: Settings, sharing: Sharing) -> None:
        self._sharing = sharing
        self._own: dict[Kind, RateLimit] = {
            "messages": RateLimit(settings.messages, settings.window, time.monotonic),
            "joins": RateLimit(settings.joins, settings.window, time.monotonic),
        }

    async def take(self, kind: Kind, client: str) -> float:
        """Take a turn; 0 when it is given, else the seconds until the next one.

        What is too much here is too much over all, so the common memory is asked only about the rest. The own count
        is always kept: when the common memory goes away, it goes on from there.
        """
        own = self._own[kind]
        if wait := own.take(client):
            return wait
        if wait := await self._sharing.take(kind, client) or 0.0:
            own.give_back(client)
        return wait


def refusal(wait: float) -> dict[str, object]:
    """The answer to a client that has to wait."""
    return {"error": "rate_limited", "retryAfterMs": max(1, round(wait * 1000))}
