"""The sentences that describe a wrong step of a state machine; times are seconds of the trial."""

from collections.abc import Sequence

from chaoslab.conformance.model import Model, Transition
from chaoslab.conformance.observations import OBSERVATIONS
from chaoslab.english import listed


def state_in_words(name: str) -> str:
    """`waits_1` → "waits 1"."""
    return f"“{name.replace('_', ' ')}”"


def not_allowed(model: Model, state: str, observed: str, at: float) -> str:
    """For an observation that the state does not know."""
    known = [OBSERVATIONS[name] for name in model.states[state].goes]
    only = f"; from there it may go on only when {_either(known)}" if known else ", which nothing leads out of"
    return f"at {at:.2f} s {OBSERVATIONS[observed]} in state {state_in_words(state)}{only}"


def untimely(state: str, observed: str, at: float, *, after: float, ways: Sequence[Transition]) -> str:
    """For an observation that came too early or too late."""
    bounds = _either([_bounds(way) for way in ways])
    words = f"{after:.2f} s into state {state_in_words(state)}, where it must come {bounds}"
    return f"at {at:.2f} s {OBSERVATIONS[observed]}, {words}"


def not_left(model: Model, state: str, since: float, due: float) -> str:
    """For a state that was not left in time."""
    known = [OBSERVATIONS[name] for name in model.states[state].goes]
    return (
        f"by {due:.2f} s it should have left state {state_in_words(state)}, which it entered at {since:.2f} s: "
        f"it was never seen that {_either(known)}"
    )


def _bounds(way: Transition) -> str:
    if way.at_least is not None and way.at_most is not None:
        return f"after {way.at_least:g} to {way.at_most:g} s"
    if way.at_least is not None:
        return f"after {way.at_least:g} s or more"
    return f"after {way.at_most:g} s at most" if way.at_most is not None else "at any time"


def _either(parts: Sequence[str]) -> str:
    return listed(parts).replace(" and ", " or ") if len(parts) > 1 else "".join(parts)
