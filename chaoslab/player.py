"""The players that the lab can open: the reference one as it should be, or with one of its rules broken on purpose."""

import difflib

from chaoslab.errors import UsageError

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
)


def defect_of(player: str) -> str | None:
    """The rule that a player breaks, as `no-watchdog` of `reference:no-watchdog`."""
    return player.partition(":")[2] or None


def known_player(name: str) -> str:
    """The name, if there is such a player. Raises UsageError with the nearest one."""
    known = (REFERENCE, *(f"{REFERENCE}:{defect}" for defect in DEFECTS))
    if name in known:
        return name
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
    nearest = f"; did you mean {close[0]!r}?" if close else ""
    raise UsageError(f"--player {name}: is not known{nearest} (known: {', '.join(known)})")
