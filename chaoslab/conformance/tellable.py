"""Checks a trial against a model, if what the model hears can be observed at all."""

from itertools import pairwise

from chaoslab.conformance.check import Conformance, check
from chaoslab.conformance.model import Model
from chaoslab.conformance.observations import CHANNELS, STATES
from chaoslab.evidence.signalling.connection_attempts import Channel, attempts
from chaoslab.players.spec import PlayerSpec
from chaoslab.timeline.timeline import Timeline

_CLOCKS = 0.005  # seconds by which the stamps of the page and of the browser may differ


def conformance(spec: PlayerSpec | None, model: Model, timeline: Timeline) -> Conformance:
    """None is the reference player, whose states are all known."""
    why = _undeclared(spec, model) or _several_at_once(model, timeline)
    return Conformance(model=model.name, title=model.title, held=None, note=why) if why else check(model, timeline)


def _undeclared(spec: PlayerSpec | None, model: Model) -> str:
    """A page state that the player's file does not declare can be seen neither shown nor hidden."""
    if spec is None:
        return ""
    heard = [state for state in STATES if not model.hears.isdisjoint((f"{state}_shown", f"{state}_hidden"))]
    absent = [state for state in heard if state not in spec.states]
    who = spec.file or "a URL template"
    return f"{who} declares no state {' and no state '.join(map(repr, absent))}" if absent else ""


def _several_at_once(model: Model, timeline: Timeline) -> str:
    channels: tuple[Channel, ...] = ("streaming", "chat")
    for channel in channels:
        if any(name.startswith(f"{channel}_") for name in model.hears):
            made = attempts(timeline, channel)
            if any(
                attempt.closed_at is None or attempt.closed_at > after.asked_at + _CLOCKS
                for attempt, after in pairwise(made)
            ):
                return f"several attempts at {CHANNELS[channel]} were open at once"
    return ""
