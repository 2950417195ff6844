"""The players that the lab can open: the reference one as it should be, or with one of its rules broken on purpose."""

from collections.abc import Mapping
from types import MappingProxyType

REFERENCE = "reference"
# Each breaks one rule of harness/player/src/rules.ts, so that an experiment can be shown to notice; what it then does.
DEFECTS: Mapping[str, str] = MappingProxyType(
    {
        "no-fallback": "gives up after the retries instead of going over to HLS",
        "no-backoff": "waits 1 s before each retry",
        "no-retry-reset": "never starts counting anew",
        "no-watchdog": "never notices a picture that stands",
        "forever-retry": "never gives up",
        "no-debounce": "shows its spinner at once",
        "no-tab-recovery": "does nothing when its tab comes back",
        "always-retrying": "says that it reconnects to a stream that never began",
        "stale-events": "heeds what comes after the end: opens media again and keeps its sockets",
        "no-live-edge": "stays as far behind as an interruption left it",
        "no-socket-backoff": "tries each socket again after 500 ms, every time",
        "no-cooldown": "goes on without the chat's rest of 30 s",
        "no-breaker": "has no circuit breaker",
        "no-jitter": "waits exactly as long as every other viewer",
        "no-rejoin": "does not join the stream again over a new socket",
    }
)


def defect_of(player: str) -> str | None:
    """The rule that a player breaks, as `no-watchdog` of `reference:no-watchdog`."""
    return player.partition(":")[2] or None
