"""Replaces secrets and lone surrogates in events before they are kept or shown."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chaoslab.timeline.events import Event


def redacted(event: Event, secrets: Mapping[str, str]) -> Event:
    """The event with every secret in its texts replaced by its stand-in, and each lone surrogate by U+FFFD.

    The keys of its data are the lab's own and stay; those within a value may be the page's. Secrets are replaced in
    the given order.
    """
    return replace(event, data={key: _clean(item, secrets) for key, item in event.data.items()})


def _clean(value: Any, secrets: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        for secret, stand_in in secrets.items():
            value = value.replace(secret, stand_in)
        return value if value.isascii() else _whole(value)
    if isinstance(value, Mapping):
        return {_clean(key, secrets): _clean(item, secrets) for key, item in value.items()}
    return [_clean(item, secrets) for item in value] if isinstance(value, list | tuple) else value


def _whole(text: str) -> str:
    # A page may cut a surrogate pair in the middle; no file, terminal or report takes half of one.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
