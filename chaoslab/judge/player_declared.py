"""What can be measured of a player: nothing that depends on a page state that its file does not declare."""

from collections.abc import Mapping

from chaoslab.players.spec import PlayerSpec
from chaoslab.probes import Measurement, Probe, probe


def why_unmeasurable(spec: PlayerSpec | None, subject: Probe) -> str:
    """Why a probe has no value for this player; empty if it may have one. None is the reference player."""
    if spec is None:
        return ""
    absent = [name for name in subject.states if name not in spec.states]
    who = spec.file or "a URL template"
    return f"{who} declares no state {' and no state '.join(map(repr, absent))}" if absent else ""


def declared_only(spec: PlayerSpec | None, measurements: Mapping[str, Measurement]) -> dict[str, Measurement]:
    """The measurements, without a value for probes of states that the player does not declare."""
    return {name: _if_declared(spec, name, measurement) for name, measurement in measurements.items()}


def _if_declared(spec: PlayerSpec | None, name: str, measurement: Measurement) -> Measurement:
    why = why_unmeasurable(spec, probe(name))
    if probe(name).true_without_states and measurement.value is True:
        return measurement
    return Measurement(name=measurement.name, value=None, unit=measurement.unit, note=why) if why else measurement
