"""YAML with the line of every key; the only importer of yaml."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from chaoslab.errors import ExperimentInvalid, UsageError

_LARGEST = 256 * 1024  # bytes


@dataclass(frozen=True)
class LocatedYaml:
    """The value of a file, and where its parts stand."""

    value: Any
    _node: yaml.Node | None

    @classmethod
    def read(cls, path: Path) -> "LocatedYaml":
        """Read one document. Raises ExperimentInvalid for broken YAML, a key given twice, aliases, too large a file."""
        try:
            if path.stat().st_size > _LARGEST:
                raise ExperimentInvalid(path, f"is larger than {_LARGEST // 1024} KiB; one file holds one question")
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{path}: cannot be read ({error}); name an experiment file") from error
        try:
            _refuse_aliases(path, text)
            node = yaml.compose(text, Loader=yaml.SafeLoader)
            _refuse_twice(path, node)
            return cls(yaml.safe_load(text), node)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else None
            raise ExperimentInvalid(path, f"is not YAML: {error.problem}", line=line) from error
        except yaml.YAMLError as error:
            raise ExperimentInvalid(path, f"is not YAML: {str(error).splitlines()[0]}") from error

    def line(self, place: Sequence[str | int]) -> int | None:
        """Line (from 1) of the deepest part of `place` that the file holds."""
        node = self._node
        mark = node.start_mark if node else None
        for part in place:
            found = _child(node, part)
            if found is not None:
                mark, node = found
        return mark.line + 1 if mark else None


def one_line(value: Any) -> str:
    """A value as YAML on one line, as `{at: 4, fault: {proxy_down: {leg: flv}}}`."""
    text = yaml.safe_dump(value, default_flow_style=True, sort_keys=False, allow_unicode=True, width=10_000)
    return text.removesuffix("...\n").strip()


def _child(node: yaml.Node | None, part: str | int) -> tuple[yaml.Mark, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key.start_mark, value) for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part].start_mark, node.value[part]
    return None


def _refuse_aliases(path: Path, text: str) -> None:
    # A few nested aliases expand to gigabytes; an experiment needs none.
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        if isinstance(token, yaml.AliasToken):
            raise ExperimentInvalid(path, f"alias *{token.value} is not allowed", line=token.start_mark.line + 1)


def _refuse_twice(path: Path, node: yaml.Node | None) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise ExperimentInvalid(path, "is given twice", line=key.start_mark.line + 1, key=str(key.value))
            seen.add(key.value)
            _refuse_twice(path, value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_twice(path, item)
