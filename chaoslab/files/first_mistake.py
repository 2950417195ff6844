"""Turns the first thing wrong with an experiment file into one line with file, line, key and the nearest known name."""

import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from chaoslab.errors import ExperimentInvalid
from chaoslab.files.located_yaml import LocatedYaml, dotted
from chaoslab.files.nearest import unknown_among
from chaoslab.outward.gate import GATE

_SHOWN = 100  # characters of a value that is not what it should be
_FIRST = {
    "extra_forbidden": 0,
    "finite_number": 1,
}  # before the errors that follow from it, or that concern the same value
_KEY = "[key]"  # what pydantic calls an invalid key
_EXPECTS = {
    "float_type": "expects a plain number (times are in seconds, without a unit)",
    "int_type": "expects a whole number",
    "bool_type": "expects true or false",
    "string_type": "expects text",
    "list_type": "expects a list",
    "model_type": "expects a mapping, such as {key: value}",
    "model_attributes_type": "expects a mapping, such as {key: value}",
    "dict_type": "expects a mapping, such as {key: value}",
}


@dataclass(frozen=True)
class Hints:
    """What is known about the names in a kind of file, for helpful error messages."""

    # What `equals` takes under a key; empty when that is not known.
    value_wanted: Callable[[str], str] = lambda _key: ""
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)  # verb of the command line → the names it lists

    def command_that_lists(self, known: Sequence[str]) -> str:
        """The verb that lists exactly these names; empty when there is none."""
        return next((verb for verb, names in self.lists.items() if set(names) == set(known)), "")


_NO_HINTS = Hints()


def explain_first(  # noqa: PLR0913 - the file, and what to say about it
    path: Path,
    document: LocatedYaml,
    error: ValidationError,
    *,
    model: type[BaseModel],
    note: str = "",
    hints: Hints = _NO_HINTS,
) -> ExperimentInvalid:
    """The error to fix first: an unknown key before what follows from it; `note` ends the message."""
    detail = min(error.errors(), key=lambda detail: _FIRST.get(detail["type"], len(_FIRST)))
    place = _in_file(document.value, detail["loc"])
    problem = _no_value(place, detail, hints) or _problem(detail, _known(model, place), hints)
    return ExperimentInvalid(path, problem + note, line=document.line(place), key=dotted(place))


def _no_value(place: Sequence[str | int], detail: Any, hints: Hints) -> str:
    """What `equals` takes under its probe, when its value is of another type."""
    if len(place) < 2 or place[-1] != "equals" or detail["type"] not in _EXPECTS:
        return ""
    takes = hints.value_wanted(str(place[-2]))
    return f"takes {takes}, got {_shown(detail['input'])}" if takes else ""


def _problem(detail: Any, known: Sequence[str], hints: Hints) -> str:
    kind, value = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        return "unknown key" + _unknown(str(detail["loc"][-1]), known, hints)
    if kind == "missing":
        last = detail["loc"][-1]
        return f"is too short: value {last + 1} is missing" if isinstance(last, int) else "is missing"
    if kind == "literal_error":
        choices = [part.strip(" '") for part in str(detail["ctx"]["expected"]).replace(" or ", ",").split(",")]
        return f"{_shown(value)} is not known" + _unknown(str(value), choices, hints)
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    if expects := _EXPECTS.get(kind):
        return f"{expects}, got {_shown(value)}"
    return f"{detail['msg'][0].lower()}{detail['msg'][1:]}, got {_shown(value)}"


def _shown(value: Any) -> str:
    text = GATE.text(repr(value))  # before it is cut: half of a secret could not be recognised
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _unknown(key: str, known: Sequence[str], hints: Hints) -> str:
    if not known:
        return "; no key is known here, write {}"
    return unknown_among(key, known, command=hints.command_that_lists(known))


def _in_file(value: Any, loc: Sequence[str | int]) -> tuple[str | int, ...]:
    """pydantic's location without the parts that name members of a union, which are not in the file."""
    place: list[str | int] = []
    for index, part in enumerate(loc):
        if _holds(value, part):
            value = value[part]
            place.append(part)
        elif index == len(loc) - 1 and isinstance(value, dict) and part != _KEY and str(part).islower():
            place.append(part)  # a key that is missing
    return tuple(place)


def _holds(value: Any, part: str | int) -> bool:
    if isinstance(value, list):
        return isinstance(part, int) and part < len(value)
    return isinstance(value, dict) and part in value


def _known(model: Any, place: Sequence[str | int]) -> tuple[str, ...]:
    """Keys that the model at the unknown key's place accepts."""
    for part in place[:-1]:
        model = _step_into(model, part)
    return tuple(field.alias or name for name, field in model.model_fields.items()) if _is_model(model) else ()


def _step_into(kind: Any, part: str | int) -> Any:
    if _is_model(kind) and not isinstance(part, int):
        fields = {field.alias or name: field.annotation for name, field in kind.model_fields.items()}
        return _model_in(fields.get(str(part)))
    return _model_in(kind)


def _model_in(kind: Any) -> Any:
    """The model of an annotation: for a list or a mapping that of its items, for a union its first model."""
    origin = typing.get_origin(kind)
    if origin is typing.Annotated:
        return _model_in(typing.get_args(kind)[0])
    if origin in (list, dict):
        return _ListOf(_model_in(typing.get_args(kind)[-1]))
    if origin in (typing.Union, types.UnionType):
        return next((model for model in map(_model_in, typing.get_args(kind)) if _is_model(model)), None)
    return kind.item if isinstance(kind, _ListOf) else kind


class _ListOf:
    def __init__(self, item: Any) -> None:
        self.item = item


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
