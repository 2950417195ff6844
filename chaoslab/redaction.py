"""Replaces secrets in events before anybody keeps or shows them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chaoslab.events import Event


def redacted(event: Event, secrets: Mapping[str, str]) -> Event:
    """The event with every secret in its texts replaced by its stand-in."""
    return replace(event, data=_clean(event.data, secrets))


def _clean(value: Any, secrets: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        for secret, stand_in in secrets.items():
            value = value.replace(secret, stand_in)
        return value
    if isinstance(value, Mapping):
        return {key: _clean(item, secrets) for key, item in value.items()}
    return [_clean(item, secrets) for item in value] if isinstance(value, list | tuple) else value
