"""Reads what an experiment file draws, and checks it before the file's other values."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chaoslab.errors import ExperimentInvalid
from chaoslab.experiment.draw import Draw, Drawn, DrawName
from chaoslab.files.first_mistake import explain_first
from chaoslab.files.located_yaml import LocatedYaml, dotted
from chaoslab.files.nearest import did_you_mean

PLACES = ("method", "watch", "expect")  # keys of the file
_NAME = re.compile(r"\$([A-Za-z]\w*)")
_IN_TEXT = ("after",)  # keys whose text may hold a name among other words
Place = tuple[str | int, ...]


class _Draws(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    draw: dict[DrawName, Draw] = Field(default_factory=dict)


def read_draws(path: Path, document: LocatedYaml) -> dict[str, Draw]:
    """The draws by name. Raises ExperimentInvalid for an invalid draw, an unused one, or a `$NAME` without a draw."""
    try:
        draws = _Draws.model_validate(document.value).draw
    except ValidationError as error:
        raise explain_first(path, document, error, model=_Draws) from error
    uses = list(used(document.value))
    for place, name in uses:
        if name not in draws:
            why = f"${name} is not drawn{_nearest(name, list(draws))}"
            raise ExperimentInvalid(path, why, line=document.line(place), key=dotted(place))
    for name in draws:
        if name not in {used_name for _, used_name in uses}:
            why = f"is never used; write ${name} where a step, the watch or an expectation takes a value"
            raise ExperimentInvalid(path, why, line=document.line(("draw", name)), key=f"draw.{name}")
    return draws


def _nearest(name: str, known: list[str]) -> str:
    if meant := did_you_mean(name, known, form="'${}'"):
        return meant
    names = ", ".join(f"${known_name}" for known_name in known)
    return f" (known: {names})" if known else f"; add `draw: {{{name}: …}}`"


def used(document: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    """(place, name) of each `$name`."""
    for key in PLACES:
        yield from _used((key,), document.get(key))


def filled_in(document: Mapping[str, Any], values: Mapping[str, Drawn]) -> dict[str, Any]:
    """The same document with every `$name` replaced by its value."""
    return {key: _filled(part, values, key) if key in PLACES else part for key, part in document.items()}


def _used(place: Place, part: Any) -> Iterator[tuple[Place, str]]:
    if isinstance(part, dict):
        for key, inner in part.items():
            yield from _used((*place, key), inner)
    elif isinstance(part, list):
        for index, inner in enumerate(part):
            yield from _used((*place, index), inner)
    elif isinstance(part, str):
        pattern = _NAME.findall if place[-1] in _IN_TEXT else _whole
        yield from ((place, name) for name in pattern(part))


def _whole(text: str) -> list[str]:
    match = _NAME.fullmatch(text)
    return [match[1]] if match else []


def _filled(part: Any, values: Mapping[str, Drawn], key: object) -> Any:
    if isinstance(part, dict):
        return {name: _filled(inner, values, name) for name, inner in part.items()}
    if isinstance(part, list):
        return [_filled(inner, values, key) for inner in part]
    if not isinstance(part, str):
        return part
    if key in _IN_TEXT:
        return _NAME.sub(lambda name: str(values.get(name[1], name[0])), part)
    names = _whole(part)
    return values.get(names[0], part) if names else part
