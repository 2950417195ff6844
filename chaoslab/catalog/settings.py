"""The settings of a fault, in words: what each takes, its limits, and its default."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chaoslab.faults import Fault

_TYPES = {"integer": "a whole number", "number": "a number", "string": "text", "boolean": "true or false"}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting; `schema` is its JSON Schema with every reference resolved."""

    name: str
    takes: str  # type and limits, as "a whole number, 200 to 60000"
    meaning: str  # with the unit; empty when the name says it all
    required: bool
    default: Any  # None if it is required, or if leaving it out has a meaning of its own
    schema: Mapping[str, Any]


def settings(kind: type[Fault]) -> tuple[Setting, ...]:
    """Every setting of a fault, in the order of its class."""
    whole = kind.model_json_schema()
    known = whole.get("$defs", {})
    return tuple(
        _setting(name, _resolved(part, known), required=name in whole.get("required", ()))
        for name, part in whole.get("properties", {}).items()
    )


def _setting(name: str, schema: Mapping[str, Any], *, required: bool) -> Setting:
    return Setting(name, takes(schema), schema.get("description", ""), required, schema.get("default"), schema)


def _resolved(part: Any, known: Mapping[str, Any]) -> Any:
    """A part of a schema with its references resolved, and without titles, which only repeat the names."""
    if isinstance(part, list):
        return [_resolved(item, known) for item in part]
    if not isinstance(part, dict):
        return part
    referred = _resolved(known[part["$ref"].rpartition("/")[2]], known) if "$ref" in part else {}
    rest = {key: value for key, value in part.items() if key not in ("$ref", "title")}
    return {**referred, **{key: _resolved(value, known) for key, value in rest.items()}}


def takes(schema: Mapping[str, Any]) -> str:
    """Type and limits of a value, in words."""
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return _either([f"`{value}`" for value in schema["enum"]])
    if options := schema.get("anyOf", schema.get("oneOf")):
        return _either([takes(option) for option in options if option != {"type": "null"}])
    if schema.get("type") == "array":
        return _list(schema)
    if schema.get("type") == "object":
        return f"a mapping of {', '.join(f'`{name}`' for name in schema.get('properties', {}))}"
    limits = _limits(schema)
    return ", ".join(part for part in (_TYPES.get(schema.get("type", ""), "anything"), limits) if part)


def _list(schema: Mapping[str, Any]) -> str:
    if items := schema.get("prefixItems"):
        return f"a list of {', then '.join(takes(item) for item in items)}"
    least, most = schema.get("minItems"), schema.get("maxItems")
    size = _range(least, most, "items")
    return f"a list of {takes(schema.get('items', {}))}{f' ({size})' if size else ''}"


def _limits(schema: Mapping[str, Any]) -> str:
    if schema.get("type") == "string":
        return _range(schema.get("minLength"), schema.get("maxLength"), "characters")
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    parts = [_range(schema.get("minimum"), schema.get("maximum"), "")]
    parts += [f"above {above:g}"] if above is not None else []
    parts += [f"below {below:g}"] if below is not None else []
    return ", ".join(part for part in parts if part)


def _range(least: float | None, most: float | None, unit: str) -> str:
    """`200 to 60000`, `at least 200`, `at most 60000`."""
    if least is None and most is None:
        return ""
    if least is None:
        span = f"at most {_number(most)}"
    else:
        span = f"at least {_number(least)}" if most is None else f"{_number(least)} to {_number(most)}"
    return f"{span} {unit}".strip()


def _number(value: float | None) -> str:
    return f"{value:.10g}"  # never 6e+04


def _either(options: list[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return " or ".join([", ".join(options[:-1]), options[-1]] if len(options) > 1 else options)
