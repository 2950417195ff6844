"""Which experiments use a probe or a condition, and the line that does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chaoslab.errors import UsageError
from chaoslab.experiment.former_names import in_present_names
from chaoslab.experiment.load import find
from chaoslab.files.located_yaml import LocatedYaml, one_line


@dataclass(frozen=True, slots=True)
class Use:
    """One use in one experiment."""

    file: Path
    line: str  # as in the file, on one line

    @property
    def drawn(self) -> bool:
        """Whether it contains a value that each trial draws, and so cannot be copied elsewhere."""
        return "$" in self.line


@dataclass(frozen=True, slots=True)
class Usage:
    """Everything that the experiments below a folder use, in the order of their files."""

    probes: dict[str, list[Use]]
    conditions: dict[str, list[Use]]


def usage(experiments: Path) -> Usage:
    """Read every experiment below a folder, under the present names; one that is being written may be in pieces."""
    uses = Usage({}, {})
    for file in _files(experiments):
        document = document_of(file)
        for name, line in _probes(document):
            uses.probes.setdefault(name, []).append(Use(from_here(file), line))
        for name, line in _conditions(document):
            uses.conditions.setdefault(name, []).append(Use(from_here(file), line))
    return uses


def document_of(file: Path) -> dict[str, Any]:
    """What an experiment file holds; nothing where it cannot be read, which whoever runs it is told."""
    try:
        document = LocatedYaml.read(file)
        return in_present_names(file, document).value if isinstance(document.value, dict) else {}
    except UsageError:
        return {}


def steps_of(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The steps of its method, of those that are any."""
    return _mappings(document.get("method"))


def files(uses: list[Use]) -> tuple[Path, ...]:
    """Each once."""
    return tuple(dict.fromkeys(use.file for use in uses))


def from_here(path: Path) -> Path:
    """The shortest form that a command line takes."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _files(experiments: Path) -> tuple[Path, ...]:
    try:
        return find((experiments,))
    except UsageError:  # there is none
        return ()


def _probes(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for expected in _mappings(document.get("expect")):
        yield from ((name, f"- {one_line({name: limits})[1:-1]}") for name, limits in expected.items())
    gate = document.get("steady-state")
    for name, limits in gate.items() if isinstance(gate, dict) else ():
        yield name, f"steady-state: {one_line({name: limits})}"


def _conditions(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for step in steps_of(document):
        yield from ((step[key], f"- {one_line(step)}") for key in ("when", "until") if isinstance(step.get(key), str))


def _mappings(part: Any) -> list[dict[str, Any]]:
    return [item for item in part if isinstance(item, dict)] if isinstance(part, list) else []
