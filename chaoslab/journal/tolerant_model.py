"""Reads a model from JSON of another version, or a damaged one: what may be left out is, and is told."""

import json
from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

_ROUNDS = 10  # what is left out may uncover what else is wrong
_SHOWN = 60  # characters of a place
Place = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)


class Unfit(ValueError):
    """Not such a model, whatever is left out; as text, why."""


def fitted(
    model: type[M], raw: Any, *, optional: Collection[str] = (), each_of: Collection[str] = ()
) -> tuple[M, list[str]]:
    """The model, and what was left out of it: unknown keys, `optional` keys, and single entries of the keys `each_of`.

    Raises Unfit.
    """
    left_out: list[str] = []
    for _ in range(_ROUNDS):
        try:
            return model.model_validate_json(json.dumps(raw)), left_out
        except ValidationError as error:
            details = error.errors(include_url=False, include_context=False, include_input=False)
        except ValueError as error:  # a character that no text can hold
            raise Unfit(str(error)) from error
        for place, why in _droppable(raw, details, optional, each_of).items():
            if _drop(raw, place):
                left_out.append(f"{_dotted(place)}: {why}, left out")
    raise Unfit("too much of it cannot be read")


def _droppable(
    raw: Any, details: Sequence[Any], optional: Collection[str], each_of: Collection[str]
) -> dict[Place, str]:
    """What must be left out, and why. Raises Unfit if that is not allowed."""
    places: dict[Place, str] = {}
    for detail in details:
        unknown = detail["type"] == "extra_forbidden"
        place = _place(raw, detail["loc"])
        droppable = place if unknown else _optional(place, optional, each_of)
        if not droppable:
            raise Unfit(f"{_dotted(detail['loc'])}: {_lower(detail['msg'])}")
        places.setdefault(droppable, "is not known to this version" if unknown else _lower(detail["msg"]))
    return places


def _optional(place: Place, optional: Collection[str], each_of: Collection[str]) -> Place:
    """What can be left out to be rid of what is wrong at a place; empty if nothing can."""
    if place and place[0] in each_of and len(place) > 1:
        return place[:2]
    return place[:1] if place and place[0] in (*optional, *each_of) else ()


def _place(raw: Any, loc: Place) -> Place:
    """pydantic's location without the parts that are not in the file, which name members of a union."""
    place: list[str | int] = []
    for part in loc:
        inside = (isinstance(raw, dict) and part in raw) or (
            isinstance(raw, list) and isinstance(part, int) and part < len(raw)
        )
        if inside:
            raw = raw[part]
            place.append(part)
    return tuple(place)


def _drop(raw: Any, place: Place) -> bool:
    """Whether it was there; a list cannot lose an entry, since the others would move."""
    if _place(raw, place) != place:  # it went with what held it
        return False
    for part in place[:-1]:
        raw = raw[part]
    return isinstance(raw, dict) and raw.pop(place[-1], _ABSENT) is not _ABSENT


_ABSENT = object()


def _dotted(loc: Place) -> str:
    place = ".".join(map(str, loc))
    return place if len(place) <= _SHOWN else f"{place[:_SHOWN]}…"


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
