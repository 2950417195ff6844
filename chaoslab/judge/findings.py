"""Findings: what a trial showed of the player that nobody may have asked about, in sentences."""

from chaoslab.evidence.picture.silent_freeze import silent_freezes
from chaoslab.timeline.timeline import Timeline

_MOST = 5  # silent freezes that are told one by one


def findings(timeline: Timeline) -> tuple[str, ...]:
    """One sentence each; times are seconds of the trial."""
    freezes = silent_freezes(timeline)
    told = [
        f"From {timeline.since_zero(one.start):.1f} s to {timeline.since_zero(one.end):.1f} s the picture stood still "
        "while the media element said that it played: a silent freeze."
        for one in freezes[:_MOST]
    ]
    if more := freezes[_MOST:]:
        total = sum(one.length for one in more)
        told.append(f"The picture stood still so {len(more)} more time{'s'[: len(more) > 1]}, {total:.1f} s in all.")
    return tuple(told)
