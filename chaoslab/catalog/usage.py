"""Which experiments use a probe or a condition, and the line that does."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    """Read every experiment below a folder."""
    uses = Usage({}, {})
    for file in find((experiments,)) if experiments.is_dir() else ():
        document = LocatedYaml.read(file).value
        for name, line in _probes(document):
            uses.probes.setdefault(name, []).append(Use(from_here(file), line))
        for name, line in _conditions(document):
            uses.conditions.setdefault(name, []).append(Use(from_here(file), line))
    return uses


def files(uses: list[Use]) -> tuple[Path, ...]:
    """Each once."""
    return tuple(dict.fromkeys(use.file for use in uses))


def from_here(path: Path) -> Path:
    """The shortest form that a command line takes."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _probes(document: Any) -> Iterator[tuple[str, str]]:
    for expected in document.get("expect", ()):
        yield from ((name, f"- {one_line({name: limits})[1:-1]}") for name, limits in expected.items())
    for name, limits in document.get("steady-state", {}).items():
        yield name, f"steady-state: {one_line({name: limits})}"


def _conditions(document: Any) -> Iterator[tuple[str, str]]:
    for step in document.get("method", ()):
        yield from ((step[key], f"- {one_line(step)}") for key in ("when", "until") if key in step)
