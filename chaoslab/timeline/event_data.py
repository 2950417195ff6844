"""The type of each field of each event's data, and what is wrong with an event whose data are not of these types."""

from collections.abc import Mapping
from functools import cache
from math import isfinite
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from pydantic_core import CoreSchema, SchemaValidator, ValidationError, core_schema

from chaoslab.timeline.events import EventName

LATEST = 1e9  # seconds on the lab clock, thirty years after the machine was started
_MOST = 2**53  # what JSON's readers can count exactly
_LARGEST = 1e12  # any other number
_SIDE = 100_000  # pixels
_SHOWN = 40  # characters of a value that is not what it should be
MOST_STEPS = 10_000

Fields = Mapping[str, CoreSchema]


def _whole(most: int = _MOST, least: int = 0) -> CoreSchema:
    return core_schema.int_schema(strict=True, ge=least, le=most)


def _number(most: float = _LARGEST, least: float = -_LARGEST) -> CoreSchema:
    return core_schema.float_schema(strict=True, allow_inf_nan=False, ge=least, le=most)


def _or_none(kind: CoreSchema) -> CoreSchema:
    return core_schema.nullable_schema(kind)


def _parsed(value: str) -> str:
    urlsplit(value)  # raises ValueError
    return value


# Not pydantic's own text, which holds no lone surrogate; a page may log one.
_text = core_schema.is_instance_schema(str, cls_repr="text")
_url = core_schema.no_info_after_validator_function(_parsed, _text)
_flag = core_schema.bool_schema(strict=True)
_mapping = core_schema.is_instance_schema(dict, cls_repr="mapping")
_anything = core_schema.any_schema()
_count, _seconds, _time = _whole(), _number(LATEST, 0), _number(LATEST, -LATEST)
_signed = _whole(least=-_MOST)
_key = core_schema.union_schema([_text, _signed], mode="left_to_right")
_step = _whole(MOST_STEPS)
_side = _number(_SIDE, 0)
_names = core_schema.list_schema(_text, strict=True)

_OF_STEP: Fields = {"step": _step, "fault": _text}
_CALLED: Fields = {**_OF_STEP, "sent_at?": _time, "returned_at": _time}
_TRUSTED: Fields = {"trusted?": _flag}
_OF_MEDIA: Fields = {"media?": _or_none(_key)}
_AT_POSITION: Fields = {**_OF_MEDIA, "position?": _number()}
_OF_SIZE: Fields = {"width?": _side, "height?": _side}
_OF_REQUEST: Fields = {"request": _key}
_OF_CALL: Fields = {"call": _key}
_OF_SOCKET: Fields = {"socket": _key}
_SAID: Fields = {**_OF_SOCKET, "text": _text}
_STATE: Fields = {"state": _text}

# A key with `?` may be missing, as in the journals of versions that did not record it; what is not named may be there.
FIELDS: Mapping[EventName, Fields] = MappingProxyType(
    {
        EventName.TRIAL_OPENED: {"latency_slack?": _seconds},
        EventName.TRIAL_PHASE_BEGAN: {"phase?": _text},
        EventName.TRIAL_STEADIED: {"after?": _number(), "shift?": _seconds},
        EventName.TRIAL_CLOSED: {},
        EventName.CONDITION_MET: {"step?": _step, "edge?": _text, "condition?": _text, "known_at?": _time},
        EventName.CONDITION_MISSED: {"step?": _step, "edge?": _text, "condition?": _text, "within?": _seconds},
        EventName.FAULT_INTENDED: {**_OF_STEP, "settings": _mapping},
        EventName.FAULT_INJECTED: _CALLED,
        EventName.FAULT_DOUBTED: {**_OF_STEP, "why?": _text},
        EventName.FAULT_SKIPPED: {"step": _step, "fault?": _text, "why": _text},
        EventName.FAULT_SEEN: {"step": _step, "fault?": _text, "witness?": _text, "detail?": _text},
        EventName.FAULT_LIFTED: {"step": _step, "fault?": _text, "sent_at?": _time, "returned_at?": _time},
        EventName.FAULT_STUCK: {"step": _step, "fault?": _text, "error?": _text},
        EventName.CLOCK_MAPPED: {
            "document?": _text,
            "navigation_start?": _time,
            "uncertainty?": _seconds,
            "violations": _count,
            "samples": _count,
        },
        EventName.PAGE_OPENED: {"document?": _text, "url?": _url},
        EventName.PAGE_DISCARDED: {"document?": _text},
        EventName.PAGE_HIDDEN: _TRUSTED,
        EventName.PAGE_SHOWN: _TRUSTED,
        EventName.PAGE_CLOSED: {"persisted?": _flag},
        EventName.PAGE_FROZEN: _TRUSTED,
        EventName.PAGE_RESUMED: _TRUSTED,
        EventName.PAGE_WENT_OFFLINE: {**_TRUSTED, "online?": _flag},
        EventName.PAGE_WENT_ONLINE: {**_TRUSTED, "online?": _flag},
        EventName.PAGE_CRASHED: {},
        EventName.TIMER_SAMPLED: {"worst_late?": _number(), "ticks": _count},
        EventName.CPU_SAMPLED: {"speed": _number(least=0)},
        EventName.MEDIA_ATTACHED: {**_OF_MEDIA, "tag?": _text},
        EventName.MEDIA_LOAD_BEGAN: {**_OF_MEDIA, "src?": _url},
        EventName.MEDIA_EMPTIED: _OF_MEDIA,
        EventName.MEDIA_METADATA_LOADED: {**_OF_MEDIA, **_OF_SIZE},
        EventName.MEDIA_PLAY_REQUESTED: _OF_MEDIA,
        EventName.MEDIA_PLAYING: _AT_POSITION,
        EventName.MEDIA_WAITING: _AT_POSITION,
        EventName.MEDIA_STALLED: _AT_POSITION,
        EventName.MEDIA_PAUSED: _AT_POSITION,
        EventName.MEDIA_SEEKING: _AT_POSITION,
        EventName.MEDIA_SEEKED: _AT_POSITION,
        EventName.MEDIA_RATE_CHANGED: {**_OF_MEDIA, "rate?": _or_none(_number())},
        EventName.MEDIA_ENDED: _AT_POSITION,
        EventName.MEDIA_FAILED: {**_OF_MEDIA, "code?": _or_none(_count), "message?": _or_none(_text)},
        EventName.MEDIA_SAMPLED: {
            **_OF_MEDIA,
            "position": _number(),
            "buffered_to?": _or_none(_number()),
            "ready_state?": _count,
            "paused?": _flag,
            "rate?": _or_none(_number()),
            "dropped?": _or_none(_count),
            "total?": _or_none(_count),
        },
        EventName.MEDIA_VIEW_CHANGED: {
            **_OF_MEDIA,
            "share": _number(),
            "possible": _number(),
            "width": _side,
            "height": _side,
            "why?": _text,
            "checked_at": _time,
        },
        EventName.FRAME_PRESENTED: {
            **_OF_MEDIA,
            **_OF_SIZE,
            "painted?": _or_none(_count),
            "media_time?": _or_none(_number()),
            "presented?": _count,
            "cost?": _number(),
            "tainted?": _flag,
        },
        EventName.REQUEST_STARTED: {
            **_OF_REQUEST,
            "url": _url,
            "leg?": _or_none(_text),
            "method?": _text,
            "kind?": _text,
        },
        EventName.REQUEST_ANSWERED: {**_OF_REQUEST, "status?": _or_none(_count), "mime?": _or_none(_text)},
        EventName.REQUEST_FLOWED: {**_OF_REQUEST, "bytes": _count, "pieces?": _count},
        EventName.REQUEST_FINISHED: {**_OF_REQUEST, "bytes?": _signed},
        EventName.REQUEST_FAILED: {
            **_OF_REQUEST,
            "error?": _or_none(_text),
            "canceled?": _flag,
            "cors?": _text,
            "blocked?": _text,
        },
        EventName.PLAYLIST_READ: {
            "request?": _key,
            "sequence?": _count,
            "target?": _number(LATEST, 0),
            "segments": _names,
        },
        EventName.FETCH_CALLED: {**_OF_CALL, "url": _text},
        EventName.FETCH_FAILED: {**_OF_CALL, "error?": _text},
        EventName.FETCH_ENDED: _OF_CALL,
        EventName.SOCKET_ASKED: {"url": _url},
        EventName.SOCKET_OPENED: {**_OF_SOCKET, "url": _url, "leg?": _or_none(_text)},
        EventName.SOCKET_SENT: _SAID,
        EventName.SOCKET_RECEIVED: _SAID,
        EventName.SOCKET_CLOSED: _OF_SOCKET,
        EventName.OBSERVER_RECEIVED: {"namespace": _text, "text": _text},
        EventName.VIEWERS_COUNTED: {"count": _count, "shared?": _or_none(_flag)},
        EventName.STATE_SHOWN: _STATE,
        EventName.STATE_HIDDEN: _STATE,
        EventName.CONSOLE_LOGGED: {"level": _text, "text": _text},
        EventName.MARK_MADE: {"name?": _text, "data?": _anything},
        EventName.PUBLISHER_STARTED: {"mode?": _text, "fps?": _number(least=0), "clip_frames?": _count},
        EventName.PUBLISHER_FRAME_SENT: {"frame?": _signed, "painted": _count},
        EventName.PUBLISHER_STOPPED: {"reason?": _text},
        EventName.ORIGIN_CHANGED: {"state": _text, "pid?": _or_none(_count)},
        EventName.LEG_SHAPED: {
            "leg?": _text,
            "kbit_per_s?": _or_none(_number(least=0)),
            "latency_ms?": _or_none(_number(least=0)),
            "jitter_ms?": _or_none(_number(least=0)),
            "due_at?": _time,
            "sent_at?": _time,
            "returned_at?": _time,
        },
        EventName.STREAM_SAMPLED: {
            **dict.fromkeys(("connection", "pictures", "keyframes", "sounds", "bytes"), _count),
            **dict.fromkeys(("video_leap", "audio_leap"), _number()),
        },
        EventName.MACHINE_SAMPLED: {
            "late": _number(),
            "load?": _or_none(_number()),
            **dict.fromkeys(("wait?", "waited?", "ran?"), _number()),
        },
        EventName.SHOT_TAKEN: {"phase?": _text, "file?": _text},
        EventName.RECORDER_LOST: {"expected": _signed, "got": _signed},
    }
)


def data_problem(name: EventName, data: object) -> str:
    """What is wrong with an event's data, as `media is a list`; empty if every field is of its type.

    Any data that are a mapping with the right fields may hold further ones, which nobody reads.
    """
    try:
        _checker(name).validate_python(data)
    except ValidationError as error:
        detail = error.errors(include_url=False, include_context=False)[0]
        return _in_words(str(detail["loc"][0]) if detail["loc"] else "", detail["type"], detail["input"])
    return ""


def time_problem(at: Any) -> str:
    """What is wrong with an event's time; empty if it is a number of seconds that a lab clock can show."""
    if type(at) not in (int, float):
        return f"at is {_kind(at)}"
    return "" if -LATEST <= at <= LATEST else f"at is {_shown(at)}, which is no time"


@cache
def _checker(name: EventName) -> SchemaValidator:
    fields = {
        key.removesuffix("?"): core_schema.typed_dict_field(kind, required=not key.endswith("?"))
        for key, kind in FIELDS[name].items()
    }
    return SchemaValidator(core_schema.typed_dict_schema(fields, strict=True))


def _in_words(field: str, error: str, value: object) -> str:
    if not field:
        return f"its data are {_kind(value)}"
    if error == "missing":
        return f"{field} is missing"
    right_kind = error.startswith(("less_than", "greater_than", "finite", "value_error"))
    return f"{field} is {_shown(value) if right_kind else _kind(value)}"


def _kind(value: object) -> str:
    kinds = {list: "a list", dict: "a mapping", str: "text", bool: "true or false", float: "a number with decimals"}
    return "null" if value is None else kinds.get(type(value), "a number")


def _shown(value: object) -> str:
    if isinstance(value, float) and not isfinite(value):
        return "no finite number"
    text = repr(value) if not isinstance(value, int) or abs(value) < 10**_SHOWN else "a number with too many digits"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
