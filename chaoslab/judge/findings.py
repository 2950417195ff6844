"""Findings: sentences on what a trial showed about the player that no expectation asks about."""

from chaoslab.evidence.picture.silent_freeze import silent_freezes
from chaoslab.timeline.timeline import Timeline

_MOST = 5  # silent freezes that get a sentence each


def findings(timeline: Timeline) -> tuple[str, ...]:
    """One sentence each; times are seconds of the trial."""
    freezes = silent_freezes(timeline)
    spans = [(timeline.since_zero(freeze.start), timeline.since_zero(freeze.end)) for freeze in freezes[:_MOST]]
    sentences = [
        f"From {start:.1f} s to {end:.1f} s the picture stood still while the media element said that it was playing: "
        "a silent freeze."
        for start, end in spans
    ]
    if others := freezes[_MOST:]:
        total = sum(freeze.length for freeze in others)
        times = "once more" if len(others) == 1 else f"{len(others)} more times"
        sentences.append(f"The picture froze silently {times}, {total:.1f} s in all.")
    return tuple(sentences)
