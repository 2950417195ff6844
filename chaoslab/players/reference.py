"""The players that the lab can open: the reference one as it should be, or with one of its rules broken on purpose."""

from collections.abc import Mapping
from types import MappingProxyType

REFERENCE = "reference"
# Each breaks one rule of harness/player/src/rules.ts, to show that an experiment notices; the text says what it does.
DEFECTS: Mapping[str, str] = MappingProxyType(
    {
        "no-fallback": "gives up after the retries instead of switching to HLS",
        "no-backoff": "waits 1 s before each retry",
        "no-retry-reset": "never resets its count",
        "no-watchdog": "never notices that the picture stands still",
        "forever-retry": "never gives up",
        "no-debounce": "shows its spinner at once",
        "no-tab-recovery": "does nothing when its tab comes back",
        "always-retrying": "claims to reconnect to a stream that never began",
        "stale-events": "acts on what comes after the end: reopens media and keeps its sockets",
        "no-live-edge": "stays as far behind as an interruption left it",
        "no-socket-backoff": "retries each socket after 500 ms every time",
        "no-cooldown": "skips the chat's rest of 30 s",
        "no-breaker": "has no circuit breaker",
        "no-jitter": "waits exactly as long as every other viewer",
        "no-rejoin": "does not rejoin the stream over a new socket",
    }
)


def defect_of(player: str) -> str | None:
    """The rule that a player breaks, as `no-watchdog` of `reference:no-watchdog`."""
    return player.partition(":")[2] or None
