"""The facts in run.json: those of the right type, and what was left out."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter, ValidationError

from chaoslab.errors import FileRefused, NoSuchRun
from chaoslab.files.safe_reading import MIB, read_inside
from chaoslab.journal.json_text import BadJson, JsonText
from chaoslab.journal.loss import Loss

FILE = "run.json"
LARGEST = 32 * MIB

_TYPES: Mapping[str, Any] = MappingProxyType(
    {
        "run": str,
        "chaoslab": str,
        "started": str,
        "finished": str,
        "argv": list[str],
        "seed": int,
        "origin": str,
        "components": dict[str, Any],
        "machine": dict[str, Any],
        "git": dict[str, Any],
        "trials": list[str],
        "outcome": str,
        "exit_code": int,
        "tries": dict[str, int],
    }
)


def read_facts(run: Path) -> tuple[dict[str, Any], list[Loss]]:
    """What run.json says, and what was left out of it. Raises NoSuchRun for a folder without one that can be read."""
    try:
        text = JsonText.read(read_inside(run, FILE, LARGEST))
    except FileNotFoundError as error:
        raise NoSuchRun(run) from error
    except FileRefused as error:
        raise NoSuchRun(run, f"has no readable run.json: it {error.problem}") from error
    except BadJson as error:
        raise NoSuchRun(run, f"has an unreadable run.json: it {error}") from error
    if not isinstance(text.value, dict):
        raise NoSuchRun(run, "has an unreadable run.json: it is not a mapping")
    losses = [Loss(FILE, f"{number} is no number that a lab writes, left out") for number in text.odd]
    facts = {}
    for key, value in text.value.items():
        if problem := _problem(key, value):
            losses.append(Loss(FILE, f"{key}: {problem}, left out"))
        else:
            facts[key] = value
    return facts, losses


def _problem(key: str, value: Any) -> str:
    if key not in _TYPES or value is None:
        return ""
    try:
        _adapter(key).validate_python(value, strict=True)
    except ValidationError as error:
        message = error.errors(include_url=False)[0]["msg"]
        return message[:1].lower() + message[1:]
    return ""


@cache
def _adapter(key: str) -> TypeAdapter[Any]:
    return TypeAdapter(_TYPES[key])
