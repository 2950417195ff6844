"""Where an experiment uses what it draws: `$name` in its method, its watch and its expectations."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from chaoslab.draws import Drawn

PLACES = ("method", "watch", "expect")  # keys of the file
_NAME = re.compile(r"\$([A-Za-z]\w*)")
_IN_TEXT = ("after",)  # keys whose text may hold a name among other words

Place = tuple[str | int, ...]


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
    found = _NAME.fullmatch(text)
    return [found[1]] if found else []


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
