"""The JSON Schema of experiment files, generated from the models that check them."""

from typing import Any

from pydantic import BaseModel

from chaoslab import faults
from chaoslab.experiment.model import experiment_model

_DRAWN = {"type": "string", "pattern": r"^\$[A-Za-z]\w*$", "description": "a value from `draw`"}
_PLAIN = ("number", "integer", "boolean")


def experiment_schema() -> dict[str, Any]:
    """The schema of an experiment; wherever a drawn value may stand, `$NAME` is accepted too."""
    schema = file_schema(experiment_model())
    parts: dict[str, Any] = schema["$defs"]
    for name in ("StepChoice", "Limits", *(faults.fault_class(name).__name__ for name in faults.names())):
        if "properties" in parts.get(name, {}):
            parts[name]["properties"] = {key: _or_drawn(part) for key, part in parts[name]["properties"].items()}
    schema["properties"]["watch"] = _or_drawn(schema["properties"]["watch"])
    return {**schema, "$defs": {**parts, "Drawn": _DRAWN}}


def _or_drawn(part: dict[str, Any]) -> dict[str, Any]:
    """Let a property with a plain value take a drawn one too."""
    options = part.get("anyOf", [part])
    if not any(option.get("type") in _PLAIN or "enum" in option for option in options):
        return part
    outer = {key: value for key, value in part.items() if key in ("description", "title", "default")}
    bare = [{key: value for key, value in option.items() if key not in outer} for option in options]
    return {**outer, "anyOf": [*bare, {"$ref": "#/$defs/Drawn"}]}


def file_schema(model: type[BaseModel]) -> dict[str, Any]:
    """JSON Schema 2020-12; an unset key of a choice is left out, never null."""
    raw = model.model_json_schema(by_alias=True)
    schema: dict[str, Any] = _without_null(raw)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _without_null(part: Any) -> Any:
    """pydantic offers null wherever a default is None; in a file, an unset key is simply not there."""
    if isinstance(part, list):
        return [_without_null(item) for item in part if item != {"type": "null"}]
    if not isinstance(part, dict):
        return part
    cleaned = {key: _without_null(value) for key, value in part.items() if not (key == "default" and value is None)}
    options = cleaned.get("anyOf")
    if isinstance(options, list) and len(options) == 1:
        cleaned.pop("anyOf")
        cleaned = {**options[0], **cleaned}
    return cleaned
