"""YAML with the line of every key; the only importer of yaml."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from chaoslab.errors import ExperimentInvalid, FileRefused, FileTooLarge, UsageError
from chaoslab.files.renamed_key import RenamedKey
from chaoslab.files.safe_reading import KIB, read_named, text_of

_LARGEST = 256 * KIB
_DEEPEST = 50  # nested lists and mappings; the parser recurses into each
_WHOLE = 10**18  # limit of whole numbers; a journal's reader takes 64 bits
_SHOWN = 40  # characters of a value that is not what it should be
_MEANT = {
    "int": "a whole number of 18 digits at most",
    "float": "a number",
    "bool": "true or false",
    "timestamp": "a date",
}
_OPENS = (
    yaml.BlockSequenceStartToken,
    yaml.BlockMappingStartToken,
    yaml.FlowSequenceStartToken,
    yaml.FlowMappingStartToken,
)
_CLOSES = (yaml.BlockEndToken, yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)
_TEXT, _MERGE = "tag:yaml.org,2002:str", "tag:yaml.org,2002:merge"


class _Loader(yaml.SafeLoader):
    """Says which value is not what it looks like, when PyYAML lets Python's own errors through."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            value = super().construct_object(node, deep)
            if isinstance(value, int) and abs(value) >= _WHOLE:
                raise ValueError
        except (ArithmeticError, AttributeError, LookupError, ValueError) as error:
            kind = node.tag.rpartition(":")[2]
            why = f"{str(node.value)[:_SHOWN]!r} is not {_MEANT.get(kind, kind)}; put quotes around text"
            raise yaml.constructor.ConstructorError(None, None, why, node.start_mark) from error
        return value


@dataclass(frozen=True)
class LocatedYaml:
    """The value of a file, and the line of each of its parts."""

    value: Any
    _node: yaml.Node | None
    renamed: tuple[RenamedKey, ...] = ()  # names of earlier versions, which `value` has replaced by the current ones

    @classmethod
    def read(cls, path: Path) -> "LocatedYaml":
        """Read one document.

        Raises ExperimentInvalid for broken YAML, a key that is given twice or is not text, aliases, and a file that is
        too large or too deep; UsageError for one that cannot be read.
        """
        try:
            text = text_of(read_named(path, _LARGEST))
        except FileTooLarge as error:
            raise ExperimentInvalid(path, f"{error.problem}; one file holds one question") from error
        except FileRefused as error:
            raise UsageError(f"{error}; name an experiment file") from error
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{path}: cannot be read ({error}); name an experiment file") from error
        try:
            node = _composed(path, text)
            _refuse_keys(path, node)
            return cls(None if node is None else _Loader("").construct_document(node), node)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else None
            raise ExperimentInvalid(path, f"is not YAML: {error.problem}", line=line) from error
        except yaml.YAMLError as error:
            raise ExperimentInvalid(path, f"is not YAML: {str(error).splitlines()[0]}") from error

    def line(self, place: Sequence[str | int]) -> int | None:
        """Line (from 1) of the deepest part of `place` that is in the file."""
        node, written = self._node, {key.now: key.old for key in self.renamed}
        mark = node.start_mark if node else None
        for part in place:
            child = _child(node, part) or _child(node, written.get(str(part), part))
            if child is not None:
                mark, node = child
        return mark.line + 1 if mark else None


def one_line(value: Any) -> str:
    """A value as YAML on one line, as `{at: 4, fault: {proxy_down: {leg: flv}}}`."""
    text = yaml.safe_dump(value, default_flow_style=True, sort_keys=False, allow_unicode=True, width=10_000)
    return text.removesuffix("...\n").strip()


def dotted(place: Sequence[str | int]) -> str:
    """`method.0.at`: a place in a file, on one line whatever its keys are."""
    return ".".join(part if part.isprintable() else repr(part)[1:-1] for part in map(str, place))


def _child(node: yaml.Node | None, part: str | int) -> tuple[yaml.Mark, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key.start_mark, value) for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part].start_mark, node.value[part]
    return None


def _composed(path: Path, text: str) -> yaml.Node | None:
    """The one document, read by libyaml where PyYAML has it: six times as fast, which long methods notice."""
    fast = getattr(yaml, "CSafeLoader", None)
    if fast is not None:
        with suppress(yaml.YAMLError, ArithmeticError, ValueError):  # the other one says better what is wrong
            _refuse_what_grows(path, text, fast)
            return yaml.compose(text, Loader=fast)
    _refuse_what_grows(path, text, yaml.SafeLoader)
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _refuse_what_grows(path: Path, text: str, loader: Any) -> None:
    depth = 0
    for token in _tokens(path, text, loader):
        line = token.start_mark.line + 1
        # A few nested aliases expand to gigabytes; an experiment needs none.
        if isinstance(token, yaml.AliasToken):
            raise ExperimentInvalid(path, f"alias *{token.value} is not allowed", line=line)
        depth += isinstance(token, _OPENS) - isinstance(token, _CLOSES)
        if depth > _DEEPEST:
            raise ExperimentInvalid(path, f"nests lists and mappings more than {_DEEPEST} deep", line=line)


def _tokens(path: Path, text: str, kind: Any) -> Iterator[yaml.Token]:
    loader = kind(text)
    try:
        while loader.check_token():
            yield loader.get_token()
    except (ArithmeticError, ValueError) as error:  # of an escape or a directive, which PyYAML lets through
        if kind is not yaml.SafeLoader:
            raise
        why = "is not YAML: an escape or a directive holds a number that is too large"
        raise ExperimentInvalid(path, why, line=loader.line + 1) from error


def _refuse_keys(path: Path, node: yaml.Node | None) -> None:
    """Raise for a key that is not text, or that occurs twice in a mapping."""
    if isinstance(node, yaml.MappingNode):
        keys: set[str] = set()
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                kind = "list" if isinstance(key, yaml.SequenceNode) else "mapping"
                raise ExperimentInvalid(path, f"a key is a {kind}; write a plain word before the colon", line=line)
            if key.tag not in (_TEXT, _MERGE):
                raise ExperimentInvalid(
                    path, f"the key {key.value[:_SHOWN]!r} is not text; put quotes around it", line=line
                )
            if key.value in keys:
                raise ExperimentInvalid(path, "is given twice", line=line, key=dotted((key.value,)))
            keys.add(key.value)
            _refuse_keys(path, value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_keys(path, item)
