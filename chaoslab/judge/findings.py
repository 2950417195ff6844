"""Findings: sentences on what a trial showed about the player that no expectation asks about."""

from chaoslab.evidence.picture.silent_freeze import silent_freezes
from chaoslab.judge.finding_words import When, froze_more, froze_silently
from chaoslab.timeline.timeline import Timeline

_MOST = 5  # silent freezes that get a sentence each


def findings(timeline: Timeline) -> tuple[str, ...]:
    """One sentence each; times are seconds of the trial."""
    freezes = silent_freezes(timeline)
    zero = timeline.zero
    sentences = [froze_silently(When(freeze.start - zero, freeze.end - zero)) for freeze in freezes[:_MOST]]
    if others := freezes[_MOST:]:
        sentences.append(froze_more(len(others), sum(freeze.length for freeze in others)))
    return tuple(sentences)
