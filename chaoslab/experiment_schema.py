"""The JSON Schema of experiment files, made from the same models that check them."""

from typing import Any

from pydantic import BaseModel

from chaoslab.experiment import experiment_model


def experiment_schema() -> dict[str, Any]:
    """The schema of an experiment."""
    return file_schema(experiment_model())


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
