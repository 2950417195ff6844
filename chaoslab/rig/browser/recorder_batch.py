"""What the page's recorder may send: its own events and no others, with data of their types, in batches of a size."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationError, create_model

from chaoslab.models import Strict
from chaoslab.timeline.events import EventName

LONGEST_BATCH = 1_000_000  # characters; the recorder ships when it has 200,000
_DEEPEST = 50  # lists and objects within one another, in what a mark carries


class BatchMalformed(Exception):
    """A batch that the recorder cannot have made; says what is wrong with it."""


class RecordedEvent(Strict):
    """One event, stamped on the page's clock in milliseconds."""

    at_ms: Annotated[float, Field(ge=-1000)]
    name: str
    data: dict[str, Any]


class RecorderBatch(Strict):
    """What a document recorded within one task, numbered within the document."""

    document: Annotated[str, Field(max_length=40)]
    seq: Annotated[int, Field(ge=0)]
    events: tuple[RecordedEvent, ...]


def _not_too_deep(value: Any) -> Any:
    level = [value]
    for _ in range(_DEEPEST):
        level = [
            item
            for one in level
            if isinstance(one, dict | list)
            for item in (one.values() if isinstance(one, dict) else one)
        ]
    if level:
        raise ValueError(f"is nested more than {_DEEPEST} deep")
    return value


_Text = Annotated[str, Field(max_length=20_000)]
_Count = Annotated[int, Field(ge=0, le=2**53)]
_MEDIA = {"media": _Count}
_AT = {**_MEDIA, "position": float}
_TRUSTED = {"trusted": bool}
# As `events.ts` has them.
RECORDED: Mapping[EventName, Mapping[str, Any]] = {
    EventName.PAGE_OPENED: {"document": _Text, "url": _Text},
    EventName.PAGE_DISCARDED: {"document": _Text},
    EventName.PAGE_HIDDEN: _TRUSTED,
    EventName.PAGE_SHOWN: _TRUSTED,
    EventName.PAGE_CLOSED: {"persisted": bool},
    EventName.PAGE_FROZEN: _TRUSTED,
    EventName.PAGE_RESUMED: _TRUSTED,
    EventName.PAGE_WENT_OFFLINE: {**_TRUSTED, "online": bool},
    EventName.PAGE_WENT_ONLINE: {**_TRUSTED, "online": bool},
    EventName.TIMER_SAMPLED: {"worst_late": float, "ticks": _Count},
    EventName.CPU_SAMPLED: {"speed": float},
    EventName.MEDIA_ATTACHED: {**_MEDIA, "tag": _Text},
    EventName.MEDIA_LOAD_BEGAN: {**_MEDIA, "src": _Text},
    EventName.MEDIA_EMPTIED: _MEDIA,
    EventName.MEDIA_METADATA_LOADED: {**_MEDIA, "width": _Count, "height": _Count},
    EventName.MEDIA_PLAY_REQUESTED: _MEDIA,
    EventName.MEDIA_PLAYING: _AT,
    EventName.MEDIA_WAITING: _AT,
    EventName.MEDIA_STALLED: _AT,
    EventName.MEDIA_PAUSED: _AT,
    EventName.MEDIA_SEEKING: _AT,
    EventName.MEDIA_SEEKED: _AT,
    EventName.MEDIA_RATE_CHANGED: {**_MEDIA, "rate": float},
    EventName.MEDIA_ENDED: _AT,
    EventName.MEDIA_FAILED: {**_MEDIA, "code": int | None, "message": _Text},
    EventName.MEDIA_SAMPLED: {
        **_AT,
        "buffered_to": float | None,
        "ready_state": _Count,
        "paused": bool,
        "rate": float,
        "dropped": _Count | None,
        "total": _Count | None,
    },
    EventName.MEDIA_VIEW_CHANGED: {
        **_MEDIA,
        "share": float,
        "possible": float,
        "width": float,
        "height": float,
        "why": _Text,
        "checked_at": float,
    },
    EventName.FRAME_PRESENTED: {
        **_MEDIA,
        "painted": _Count | None,
        "media_time": float,
        "presented": _Count,
        "width": _Count,
        "height": _Count,
        "cost": float,
        "tainted": Literal[True],
    },
    EventName.FETCH_CALLED: {"call": _Text, "url": _Text},
    EventName.FETCH_FAILED: {"call": _Text, "error": _Text},
    EventName.FETCH_ENDED: {"call": _Text},
    EventName.SOCKET_ASKED: {"url": _Text},
    EventName.STATE_SHOWN: {"state": _Text},
    EventName.STATE_HIDDEN: {"state": _Text},
    EventName.CONSOLE_LOGGED: {"level": Literal["recorder"], "text": _Text},
    EventName.MARK_MADE: {"name": _Text, "data": Annotated[Any, AfterValidator(_not_too_deep)]},
}
MAY_BE_ABSENT = frozenset({"tainted"})


def read_batch(payload: str) -> RecorderBatch:
    """The batch that a text stands for; its events are still to be checked. Raises BatchMalformed."""
    if len(payload) > LONGEST_BATCH:
        raise BatchMalformed(f"it has {len(payload)} characters")
    try:
        return RecorderBatch.model_validate_json(payload)
    except ValidationError as error:
        raise BatchMalformed(_first(error)) from None


def recorded_name(event: RecordedEvent) -> EventName:
    """The name of an event whose data are what they have to be. Raises BatchMalformed."""
    if event.name not in _checks():
        raise BatchMalformed(f"{event.name[:40]!r} is no event of the recorder's")
    try:
        _checks()[event.name].model_validate(event.data)
    except ValidationError as error:
        raise BatchMalformed(f"{event.name}: {_first(error)}") from None
    return EventName(event.name)


@cache
def _checks() -> Mapping[str, type[Strict]]:
    return {name.value: _check(name, fields) for name, fields in RECORDED.items()}


def _check(name: EventName, fields: Mapping[str, Any]) -> type[Strict]:
    kinds: dict[str, Any] = {key: (kind, True) if key in MAY_BE_ABSENT else (kind, ...) for key, kind in fields.items()}
    return create_model(f"Data of {name.value}", __base__=Strict, **kinds)


def _first(error: ValidationError) -> str:
    """Where the first mistake is, and what; never the value, which is the page's."""
    detail = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, detail['loc']))[:80]}: {detail['msg'][:200]}"
