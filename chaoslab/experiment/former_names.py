"""Reads names of earlier versions in experiment and player files as the current ones, and notes each."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from chaoslab import conditions, faults, probes
from chaoslab.errors import ExperimentInvalid
from chaoslab.files.located_yaml import LocatedYaml, dotted
from chaoslab.files.renamed_key import RenamedKey

_Place = tuple[str | int, ...]


def in_present_names(path: Path, document: LocatedYaml) -> LocatedYaml:
    """The same mapping with the current names of faults, probes and conditions; `renamed` lists those replaced.

    Raises ExperimentInvalid when the file has both the old and the current name of something.
    """
    reading = _Reading(path, document)
    value = {key: reading.part(key, part) for key, part in document.value.items()}
    return replace(document, value=value, renamed=tuple(reading.replaced))


@dataclass(frozen=True, slots=True)
class _Reading:
    path: Path
    document: LocatedYaml
    replaced: list[RenamedKey] = field(default_factory=list)

    def part(self, key: str, part: Any) -> Any:
        """The value of one of the file's keys."""
        if key == "steady-state":
            return self._keys(part, (key,), probes.renamed())
        if key == "expect" and isinstance(part, list):
            return [self._keys(limits, (key, index), probes.renamed()) for index, limits in enumerate(part)]
        if key == "method" and isinstance(part, list):
            return [self._step(step, (key, index)) for index, step in enumerate(part)]
        return part

    def _step(self, step: Any, place: _Place) -> Any:
        return {key: self._of_step(key, part, place) for key, part in step.items()} if isinstance(step, dict) else step

    def _of_step(self, key: str, part: Any, place: _Place) -> Any:
        if key == "fault":
            return self._keys(part, (*place, key), faults.renamed())
        return self._now(part, (*place, key), conditions.renamed()) if key in ("when", "until") else part

    def _keys(self, part: Any, place: _Place, renamed: Mapping[str, str]) -> Any:
        if not isinstance(part, dict):
            return part
        for key in part:
            if (now := renamed.get(key)) in part:
                why = f"is the old name of {now}, which is also there; leave out the old one"
                line = self.document.line((*place, key))
                raise ExperimentInvalid(self.path, why, line=line, key=dotted((*place, key)))
        return {self._now(key, (*place, key), renamed): inner for key, inner in part.items()}

    def _now(self, name: Any, place: _Place, renamed: Mapping[str, str]) -> Any:
        now = renamed.get(name) if isinstance(name, str) else None
        if now is None:
            return name
        self.replaced.append(RenamedKey(self.path, self.document.line(place), dotted(place), name, now))
        return now
