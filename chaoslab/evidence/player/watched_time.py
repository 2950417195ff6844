"""How long somebody watched, as CTA-2066 counts it, and for how much of that the picture stood still."""

from chaoslab.evidence.picture.frames import gaps
from chaoslab.evidence.picture.tab_hidden import hidden_between
from chaoslab.evidence.player.player_states import in_state
from chaoslab.timeline.timeline import Timeline


def watched_between(timeline: Timeline, start: float, end: float) -> float:
    """CTA-2066 `watchedTime` within an interval: startup, stalls and seeks count; pause, end and failure do not.

    The opening of the page is the playback request. A hidden tab does not count either: nobody can watch it.
    """
    total = 0.0
    for span in in_state(timeline, "s", "p", "r", "k"):
        begin, stop = max(span.start, start), min(span.end, end)
        if stop > begin:
            total += stop - begin - hidden_between(timeline, begin, stop)
    return total


def stalled_between(timeline: Timeline, start: float, end: float) -> tuple[float, int]:
    """(watched seconds within an interval in which the picture stood still, in how many stalls), without startup."""
    lengths = [watched_between(timeline, max(gap.start, start), min(gap.end, end)) for gap in gaps(timeline)]
    stalls = [length for length in lengths if length > 0]
    return float(sum(stalls)), len(stalls)
