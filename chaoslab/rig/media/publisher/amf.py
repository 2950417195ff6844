"""AMF0, as much of it as RTMP commands use: pure functions."""

import struct
from collections.abc import Mapping

Value = float | int | bool | str | None | Mapping[str, "Value"] | list["Value"]
_OBJECT_END = b"\x00\x00\x09"


def encode(*values: Value) -> bytes:
    """The values one after the other."""
    return b"".join(_encode(value) for value in values)


def decode(data: bytes) -> list[Value]:
    """All values up to the end, or up to the first of a kind that commands do not use."""
    values: list[Value] = []
    at = 0
    while at < len(data):
        try:
            value, at = _decode(data, at)
        except (ValueError, IndexError, struct.error):
            break
        values.append(value)
    return values


def _encode(value: Value) -> bytes:
    match value:
        case None:
            return b"\x05"
        case bool():
            return b"\x01" + bytes((value,))
        case int() | float():
            return b"\x00" + struct.pack(">d", value)
        case str():
            return b"\x02" + _text(value)
        case Mapping():
            return b"\x03" + b"".join(_text(key) + _encode(one) for key, one in value.items()) + _OBJECT_END
        case _:
            raise TypeError(f"{value!r} has no place in a command")


def _text(text: str) -> bytes:
    raw = text.encode()
    return struct.pack(">H", len(raw)) + raw


def _decode(data: bytes, at: int) -> tuple[Value, int]:
    kind, at = data[at], at + 1
    match kind:
        case 0:
            return struct.unpack_from(">d", data, at)[0], at + 8
        case 1:
            return data[at] != 0, at + 1
        case 2:
            return _read_text(data, at)
        case 3:
            return _read_object(data, at)
        case 5 | 6:
            return None, at
        case 8:
            return _read_object(data, at + 4)
        case _:
            raise ValueError(f"AMF0 type {kind}")


def _read_text(data: bytes, at: int) -> tuple[str, int]:
    end = at + 2 + struct.unpack_from(">H", data, at)[0]
    return data[at + 2 : end].decode("utf-8", "replace"), end


def _read_object(data: bytes, at: int) -> tuple[Value, int]:
    values: dict[str, Value] = {}
    while data[at : at + 3] != _OBJECT_END:
        key, at = _read_text(data, at)
        values[key], at = _decode(data, at)
    return values, at + 3
