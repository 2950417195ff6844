"""What can be told of a player at all: a state of the page that its file does not declare is never seen, nor absent."""

from collections.abc import Mapping

from chaoslab.players.spec import PlayerSpec
from chaoslab.probes import Measurement, Probe, probe


def why_unmeasurable(spec: PlayerSpec | None, subject: Probe) -> str:
    """Why a probe has no value for this player; empty where it may have one. None is the reference player."""
    if spec is None:
        return ""
    absent = [name for name in subject.states if name not in spec.states]
    who = spec.file or "a URL template"
    return f"{who} declares no state {' and no state '.join(map(repr, absent))}" if absent else ""


def told_of(spec: PlayerSpec | None, found: Mapping[str, Measurement]) -> dict[str, Measurement]:
    """The measurements, without a value where the player's states do not allow one."""
    return {name: _told(spec, name, one) for name, one in found.items()}


def _told(spec: PlayerSpec | None, name: str, one: Measurement) -> Measurement:
    why = why_unmeasurable(spec, probe(name))
    return Measurement(name=one.name, value=None, unit=one.unit, note=why) if why else one
