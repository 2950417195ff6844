"""The players that the lab can open: the reference one as it should be, or with one of its rules broken on purpose."""

REFERENCE = "reference"
# Each breaks one rule of harness/player/src/rules.ts, so that an experiment can be shown to notice.
DEFECTS = (
    "no-fallback",
    "no-backoff",
    "no-retry-reset",
    "no-watchdog",
    "forever-retry",
    "no-debounce",
    "no-tab-recovery",
    "always-retrying",
    "stale-events",
    "no-live-edge",
    "no-socket-backoff",
    "no-cooldown",
    "no-breaker",
    "no-jitter",
    "no-rejoin",
)


def defect_of(player: str) -> str | None:
    """The rule that a player breaks, as `no-watchdog` of `reference:no-watchdog`."""
    return player.partition(":")[2] or None
