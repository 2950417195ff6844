"""The type of each field of each event's data, and what is wrong with an event whose data are not of these types."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from chaoslab.timeline.events import EventName
from chaoslab.timeline.field_types import (
    Count,
    Key,
    Mapped,
    NotBelow0,
    Number,
    Seconds,
    Side,
    Signed,
    StepIndex,
    Text,
    Time,
    Url,
    kind_shown,
    value_shown,
)

Fields = Mapping[str, Any]  # key, with `?` if it may be missing → type

_OF_STEP: Fields = {"step": StepIndex, "fault": Text}
_CALLED: Fields = {**_OF_STEP, "sent_at?": Time, "returned_at": Time}
_TRUSTED: Fields = {"trusted?": bool}
_OF_MEDIA: Fields = {"media?": Key | None}
_AT_POSITION: Fields = {**_OF_MEDIA, "position?": Number}
_OF_SIZE: Fields = {"width?": Side, "height?": Side}
_OF_REQUEST: Fields = {"request": Key}
_OF_CALL: Fields = {"call": Key}
_OF_SOCKET: Fields = {"socket": Key}
_SAID: Fields = {**_OF_SOCKET, "text": Text}
_STATE: Fields = {"state": Text}

# A key with `?` may be missing, as in the journals of versions that did not record it; what is not named may be there.
FIELDS: Mapping[EventName, Fields] = MappingProxyType(
    {
        EventName.TRIAL_OPENED: {"latency_slack?": Seconds},
        EventName.TRIAL_PHASE_BEGAN: {"phase?": Text},
        EventName.TRIAL_STEADIED: {"after?": Number, "shift?": Seconds},
        EventName.TRIAL_CLOSED: {},
        EventName.CONDITION_MET: {"step?": StepIndex, "edge?": Text, "condition?": Text, "known_at?": Time},
        EventName.CONDITION_MISSED: {"step?": StepIndex, "edge?": Text, "condition?": Text, "within?": Seconds},
        EventName.FAULT_INTENDED: {**_OF_STEP, "settings": Mapped},
        EventName.FAULT_INJECTED: _CALLED,
        EventName.FAULT_DOUBTED: {**_OF_STEP, "why?": Text},
        EventName.FAULT_SKIPPED: {"step": StepIndex, "fault?": Text, "why": Text},
        EventName.FAULT_SEEN: {"step": StepIndex, "fault?": Text, "witness?": Text, "detail?": Text},
        EventName.FAULT_LIFTED: {"step": StepIndex, "fault?": Text, "sent_at?": Time, "returned_at?": Time},
        EventName.FAULT_STUCK: {"step": StepIndex, "fault?": Text, "error?": Text},
        EventName.CLOCK_MAPPED: {
            "document?": Text,
            "navigation_start?": Time,
            "uncertainty?": Seconds,
            "violations": Count,
            "samples": Count,
        },
        EventName.PAGE_OPENED: {"document?": Text, "url?": Url},
        EventName.PAGE_DISCARDED: {"document?": Text},
        EventName.PAGE_HIDDEN: _TRUSTED,
        EventName.PAGE_SHOWN: _TRUSTED,
        EventName.PAGE_CLOSED: {"persisted?": bool},
        EventName.PAGE_FROZEN: _TRUSTED,
        EventName.PAGE_RESUMED: _TRUSTED,
        EventName.PAGE_WENT_OFFLINE: {**_TRUSTED, "online?": bool},
        EventName.PAGE_WENT_ONLINE: {**_TRUSTED, "online?": bool},
        EventName.PAGE_CRASHED: {},
        EventName.TIMER_SAMPLED: {"worst_late?": Number, "ticks": Count},
        EventName.CPU_SAMPLED: {"speed": NotBelow0},
        EventName.MEDIA_ATTACHED: {**_OF_MEDIA, "tag?": Text},
        EventName.MEDIA_LOAD_BEGAN: {**_OF_MEDIA, "src?": Url},
        EventName.MEDIA_EMPTIED: _OF_MEDIA,
        EventName.MEDIA_METADATA_LOADED: {**_OF_MEDIA, **_OF_SIZE},
        EventName.MEDIA_PLAY_REQUESTED: _OF_MEDIA,
        EventName.MEDIA_PLAYING: _AT_POSITION,
        EventName.MEDIA_WAITING: _AT_POSITION,
        EventName.MEDIA_STALLED: _AT_POSITION,
        EventName.MEDIA_PAUSED: _AT_POSITION,
        EventName.MEDIA_SEEKING: _AT_POSITION,
        EventName.MEDIA_SEEKED: _AT_POSITION,
        EventName.MEDIA_RATE_CHANGED: {**_OF_MEDIA, "rate?": Number | None},
        EventName.MEDIA_ENDED: _AT_POSITION,
        EventName.MEDIA_FAILED: {**_OF_MEDIA, "code?": Count | None, "message?": Text | None},
        EventName.MEDIA_SAMPLED: {
            **_OF_MEDIA,
            "position": Number,
            "buffered_to?": Number | None,
            "ready_state?": Count,
            "paused?": bool,
            "rate?": Number | None,
            "dropped?": Count | None,
            "total?": Count | None,
        },
        EventName.MEDIA_VIEW_CHANGED: {
            **_OF_MEDIA,
            "share": Number,
            "possible": Number,
            "width": Side,
            "height": Side,
            "why?": Text,
            "checked_at": Time,
        },
        EventName.FRAME_PRESENTED: {
            **_OF_MEDIA,
            **_OF_SIZE,
            "painted?": Count | None,
            "media_time?": Number | None,
            "presented?": Count,
            "cost?": Number,
            "tainted?": bool,
        },
        EventName.REQUEST_STARTED: {
            **_OF_REQUEST,
            "url": Url,
            "leg?": Text | None,
            "method?": Text,
            "kind?": Text,
        },
        EventName.REQUEST_ANSWERED: {**_OF_REQUEST, "status?": Count | None, "mime?": Text | None},
        EventName.REQUEST_FLOWED: {**_OF_REQUEST, "bytes": Count, "pieces?": Count},
        EventName.REQUEST_FINISHED: {**_OF_REQUEST, "bytes?": Signed},
        EventName.REQUEST_FAILED: {
            **_OF_REQUEST,
            "error?": Text | None,
            "canceled?": bool,
            "cors?": Text,
            "blocked?": Text,
        },
        EventName.PLAYLIST_READ: {
            "request?": Key,
            "sequence?": Count,
            "target?": Seconds,
            "segments": list[Text],
        },
        EventName.FETCH_CALLED: {**_OF_CALL, "url": Text},
        EventName.FETCH_FAILED: {**_OF_CALL, "error?": Text},
        EventName.FETCH_ENDED: _OF_CALL,
        EventName.SOCKET_ASKED: {"url": Url},
        EventName.SOCKET_OPENED: {**_OF_SOCKET, "url": Url, "leg?": Text | None},
        EventName.SOCKET_SENT: _SAID,
        EventName.SOCKET_RECEIVED: _SAID,
        EventName.SOCKET_CLOSED: _OF_SOCKET,
        EventName.OBSERVER_RECEIVED: {"namespace": Text, "text": Text},
        EventName.VIEWERS_COUNTED: {"count": Count, "shared?": bool | None},
        EventName.STATE_SHOWN: _STATE,
        EventName.STATE_HIDDEN: _STATE,
        EventName.CONSOLE_LOGGED: {"level": Text, "text": Text},
        EventName.MARK_MADE: {"name?": Text, "data?": Any},
        EventName.PUBLISHER_STARTED: {"mode?": Text, "fps?": NotBelow0, "clip_frames?": Count},
        EventName.PUBLISHER_FRAME_SENT: {"frame?": Signed, "painted": Count},
        EventName.PUBLISHER_STOPPED: {"reason?": Text},
        EventName.ORIGIN_CHANGED: {"state": Text, "pid?": Count | None},
        EventName.LEG_SHAPED: {
            "leg?": Text,
            "kbit_per_s?": NotBelow0 | None,
            "latency_ms?": NotBelow0 | None,
            "jitter_ms?": NotBelow0 | None,
            "due_at?": Time,
            "sent_at?": Time,
            "returned_at?": Time,
        },
        EventName.STREAM_SAMPLED: {
            **dict.fromkeys(("connection", "pictures", "keyframes", "sounds", "bytes"), Count),
            **dict.fromkeys(("video_leap", "audio_leap"), Number),
        },
        EventName.MACHINE_SAMPLED: {
            "late": Number,
            "load?": Number | None,
            **dict.fromkeys(("wait?", "waited?", "ran?"), Number),
        },
        EventName.PARTS_SAMPLED: {"running?": list[Text], "stopped": list[Text]},
        EventName.SHOT_TAKEN: {"phase?": Text, "file?": Text},
        EventName.RECORDER_LOST: {"expected": Signed, "got": Signed},
    }
)


def data_problem(name: EventName, data: object) -> str:
    """What is wrong with an event's data, as `media is a list`; empty if every field is of its type.

    Data may hold further keys, which nobody reads.
    """
    try:
        _model(name).__pydantic_validator__.validate_python(data)
    except ValidationError as error:
        detail = error.errors(include_url=False, include_context=False)[0]
        return _in_words(str(detail["loc"][0]) if detail["loc"] else "", detail["type"], detail["input"])
    return ""


@cache
def _model(name: EventName) -> type[BaseModel]:
    fields: dict[str, Any] = {
        key.removesuffix("?"): (kind, None if key.endswith("?") else ...) for key, kind in FIELDS[name].items()
    }
    return create_model(f"Data of {name}", __config__=ConfigDict(strict=True), **fields)


def _in_words(field: str, error: str, value: object) -> str:
    if not field:
        return f"its data are {kind_shown(value)}"
    if error == "missing":
        return f"{field} is missing"
    of_its_kind = error.startswith(("less_than", "greater_than", "finite", "value_error"))
    return f"{field} is {value_shown(value) if of_its_kind else kind_shown(value)}"
