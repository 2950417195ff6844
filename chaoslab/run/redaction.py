"""Replaces secrets and lone surrogates in events, and cuts texts, before they are kept or shown."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chaoslab.outward.mask import Mask
from chaoslab.outward.own_words import own_words
from chaoslab.timeline.events import Event, EventName

# How many characters are kept of a text that may have any length; of any other _LONGEST.
_CUT = {
    EventName.SOCKET_SENT: ("text", 500),
    EventName.SOCKET_RECEIVED: ("text", 500),
    EventName.OBSERVER_RECEIVED: ("text", 500),
    EventName.CONSOLE_LOGGED: ("text", 2000),
    EventName.MEDIA_LOAD_BEGAN: ("src", 500),
    EventName.MARK_MADE: ("name", 200),
}
_LONGEST = 10_000


def redacted(event: Event, mask: Mask) -> Event:
    """The event without secrets in its texts, each lone surrogate replaced by U+FFFD, and no text longer than allowed.

    The keys of its data are the lab's own and stay, as do values that are; those within a value may be the page's.
    """
    key, limit = _CUT.get(event.name, ("", 0))
    data = {name: _own_or_clean(item, mask, limit if name == key else _LONGEST) for name, item in event.data.items()}
    return replace(event, data=data)


def _own_or_clean(item: Any, mask: Mask, most: int) -> Any:
    return item if isinstance(item, str) and item in own_words() else _clean(item, mask, most)


def _clean(value: Any, mask: Mask, most: int) -> Any:
    if isinstance(value, str):
        value = mask.text(value, most=most)
        return value if value.isascii() else _whole(value)
    if isinstance(value, Mapping):
        return {_clean(key, mask, most): _clean(item, mask, most) for key, item in value.items()}
    return [_clean(item, mask, most) for item in value] if isinstance(value, list | tuple) else value


def _whole(text: str) -> str:
    # A page may cut a surrogate pair in the middle; no file, terminal or report takes half of one.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
