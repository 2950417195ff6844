"""The Kaplan-Meier median of times, some of which had not ended when observation did."""

from collections.abc import Sequence


def median_time(times: Sequence[tuple[float, bool]]) -> float | None:
    """Kaplan-Meier median of (seconds, censored); None when more than half had not ended by the longest time.

    A censored time counts as at risk until it was last observed, and no longer (Kaplan and Meier 1958).
    """
    surviving, at_risk = 1.0, len(times)
    for at in sorted({seconds for seconds, _ in times}):
        ended = sum(1 for seconds, censored in times if seconds == at and not censored)
        surviving *= 1 - ended / at_risk
        if surviving <= _HALF:
            return at
        at_risk -= sum(1 for seconds, _ in times if seconds == at)
    return None


_HALF = 0.5 + 1e-12  # products of fractions
