"""A timeline, possibly from a torn, old or foreign journal, reduced to the events that can be read safely."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import isfinite
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.timeline import Timeline

Data = Mapping[str, Any]


def readable(timeline: Timeline) -> Timeline:
    """The events whose time is a number and whose data hold what the probes rely on."""
    return replace(timeline, events=tuple(event for event in timeline.events if _is_readable(event)))


def _is_readable(event: Event) -> bool:
    if not isfinite(event.at) or not isinstance(event.data, Mapping):
        return False
    needs = _NEEDS.get(event.name)
    return needs is None or needs(event.data)


def _names_a_request(data: Data) -> bool:
    return isinstance(data.get("request"), str | int)


def _starts_a_request(data: Data) -> bool:
    return _names_a_request(data) and _is_url(data.get("url"))


def _is_url(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(urlsplit(value))
    except ValueError:
        return False


def _names_a_call(data: Data) -> bool:
    return isinstance(data.get("call"), str | int)


def _makes_a_call(data: Data) -> bool:
    return _names_a_call(data) and isinstance(data.get("url"), str)


def _names_a_socket(data: Data) -> bool:
    return isinstance(data.get("socket"), str | int)


def _opens_a_socket(data: Data) -> bool:
    return _names_a_socket(data) and _is_url(data.get("url"))


def _asks_for_a_socket(data: Data) -> bool:
    return _is_url(data.get("url"))


def _says_something(data: Data) -> bool:
    return _names_a_socket(data) and isinstance(data.get("text"), str)


def _names_segments(data: Data) -> bool:
    return isinstance(data.get("segments"), list | tuple)


def _names_parts(data: Data) -> bool:
    stopped = data.get("stopped")
    return isinstance(stopped, list | tuple) and all(isinstance(part, str) for part in stopped)


def _names_a_step(data: Data) -> bool:
    return type(data.get("step")) is int


def _has_painted(data: Data) -> bool:
    return type(data.get("painted")) is int


def _may_have_painted(data: Data) -> bool:
    return data.get("painted") is None or _has_painted(data)


def _has_a_view(data: Data) -> bool:
    keys = ("share", "possible", "width", "height", "checked_at")
    return all(type(data.get(key)) in {int, float} for key in keys)


_NEEDS: Mapping[EventName, Callable[[Data], bool]] = MappingProxyType(
    {
        EventName.REQUEST_STARTED: _starts_a_request,
        EventName.REQUEST_ANSWERED: _names_a_request,
        EventName.REQUEST_FINISHED: _names_a_request,
        EventName.REQUEST_FAILED: _names_a_request,
        EventName.REQUEST_FLOWED: _names_a_request,
        EventName.PLAYLIST_READ: _names_segments,
        EventName.PARTS_SAMPLED: _names_parts,
        EventName.SOCKET_ASKED: _asks_for_a_socket,
        EventName.SOCKET_OPENED: _opens_a_socket,
        EventName.SOCKET_RECEIVED: _says_something,
        EventName.SOCKET_SENT: _says_something,
        EventName.SOCKET_CLOSED: _names_a_socket,
        EventName.FETCH_CALLED: _makes_a_call,
        EventName.FETCH_FAILED: _names_a_call,
        EventName.FETCH_ENDED: _names_a_call,
        EventName.FAULT_INJECTED: _names_a_step,
        EventName.FAULT_SEEN: _names_a_step,
        EventName.FAULT_LIFTED: _names_a_step,
        EventName.PUBLISHER_FRAME_SENT: _has_painted,
        EventName.FRAME_PRESENTED: _may_have_painted,
        EventName.MEDIA_VIEW_CHANGED: _has_a_view,
    }
)
