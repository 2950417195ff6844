"""A chat message as it is kept and sent."""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

LONGEST = 500  # characters
# What would turn the direction of all that follows it on somebody else's screen.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BREAK = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """`at` is ISO 8601 in UTC, with milliseconds."""

    id: str
    name: str
    text: str
    at: str


def written(name: str, text: str) -> ChatMessage:
    """A message of this moment."""
    return ChatMessage(secrets.token_hex(8), name, text, datetime.now(UTC).isoformat(timespec="milliseconds"))


def plain(text: str) -> str:
    """The text in one line, without control characters and without halves of characters."""
    line = _BREAK.sub(" ", _TURNING.sub("", text))
    return "".join(letter for letter in line if unicodedata.category(letter) not in {"Cc", "Cs"}).strip()
