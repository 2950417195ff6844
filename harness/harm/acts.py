"""What a rule does to an answer; read from JSON as `{"kind": "status", "status": 503}`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Status:
    """Answer with an error instead; `retry_after` in seconds."""

    status: int
    retry_after: int | None = None


@dataclass(frozen=True, slots=True)
class Delay:
    """Delay the start of the answer by this many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Abort:
    """End the connection before the head of the answer, or right after it."""

    after_head: bool


@dataclass(frozen=True, slots=True)
class Truncate:
    """End the body after this many bytes, as if that were all (`clean`) or by ending the connection."""

    bytes: int
    clean: bool


@dataclass(frozen=True, slots=True)
class Stale:
    """Answer with the media playlist that the stream of a key had when the rule was set."""

    key: str


Act = Status | Delay | Abort | Truncate | Stale
_KINDS: Mapping[str, type[Act]] = {
    "status": Status,
    "delay": Delay,
    "abort": Abort,
    "truncate": Truncate,
    "stale": Stale,
}


def act_of(data: Mapping[str, Any]) -> Act:
    """The act that data describes. Raises ValueError for anything else."""
    kind = _KINDS.get(str(data.get("kind")))
    if kind is None:
        raise ValueError(f"unknown kind of act {data.get('kind')!r}; the known ones are {', '.join(_KINDS)}")
    try:
        return kind(**{name: value for name, value in data.items() if name != "kind"})
    except TypeError as error:
        raise ValueError(f"wrong settings for an act of the kind {data['kind']}: {error}") from error
