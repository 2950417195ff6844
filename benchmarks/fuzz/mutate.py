"""Mutations: of bytes, of JSON's values, and of the files of a folder."""

import copy
import json
from random import Random
from typing import Any

DEEP = 3000  # lists in each other
_WHOLE = (0, 1, -1, 7, 10**6, 2**31, 2**53, 2**63, 10**30, 10**400)
_REAL = (0.5, -0.5, 1e9, -1e9, 1e15, 1e308, float("nan"), float("inf"), float("-inf"))
_TEXT = ("", "x", "0", "\ud800", "http://[", "é\u2028\x1b[2J", "<b>&'\"", "x" * 5000)
_ODD: tuple[Any, ...] = (
    *(None, True, False, *_WHOLE, *_REAL, *_TEXT),
    *([], {}, [1, {"a": 2}], {"a": [None]}, [[]], [None] * 300),
)
_FACTORS = (-1, 0, 0.001, 0.5, 1.001, 2, 60, 1000, 10**6)
_SCALED = 2**62
_BYTES = (*(bytes([byte]) for byte in b'\x00\xff\xc3\n"[{},:-9e\\'), b"\xef\xbb\xbf")


def mutated_bytes(rng: Random, content: bytes) -> bytes:
    """The bytes with one to four changes anywhere."""
    data = bytearray(content)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(data) + 1)
        end = min(at + rng.choice((1, 2, 8, 64, 1000)), len(data))
        change = rng.randrange(6)
        if change == 0:
            data[at:end] = rng.randbytes(end - at)
        elif change == 1:
            del data[at:end]
        elif change == 2:
            data[at:at] = rng.choice(_BYTES) * rng.choice((1, 1, 3, 200))
        elif change == 3:
            data[at:at] = data[rng.randrange(len(data) + 1) :][: end - at]
        elif change == 4:
            del data[at:]
        elif at < len(data):
            data[at] ^= 1 << rng.randrange(8)
    return bytes(data)


def mutated_json(rng: Random, value: Any) -> Any:
    """A copy of the value with one to three of its parts replaced, dropped, doubled, renamed or swapped."""
    root = [copy.deepcopy(value)]
    for _ in range(rng.randint(1, 3)):
        holder, key = _somewhere(rng, root)
        change = rng.randrange(9)
        if change == 0 and isinstance(holder, dict):
            del holder[key]
        elif change == 1 and isinstance(holder, dict):
            holder[rng.choice(("", "a", "x\ud800", "step", "media", str(key) * 2))] = holder.pop(key)
        elif change == 2 and isinstance(holder, list) and holder is not root:
            holder.insert(rng.randrange(len(holder) + 1), copy.deepcopy(holder[key]))
        elif change == 3:
            other, there = _somewhere(rng, root)
            if other is not root and holder is not root:
                holder[key], other[there] = copy.deepcopy(other[there]), copy.deepcopy(holder[key])
        elif change in (4, 5) and type(holder[key]) in (int, float) and abs(holder[key]) < _SCALED:
            holder[key] = _scaled(rng, holder[key])
        else:
            holder[key] = copy.deepcopy(rng.choice(_ODD))
    return root[0]


def _scaled(rng: Random, number: float) -> float:
    """Another number of the same kind, which may be what it should be, and be believed."""
    scaled = number * rng.choice(_FACTORS) + rng.choice((0, 0, 1, -1, 0.25))
    return int(scaled) if isinstance(number, int) and abs(scaled) < _SCALED else scaled


def as_json(rng: Random, value: Any) -> bytes:
    """The value as a text, rarely with a nest that no parser likes in the place of one of its numbers."""
    text = json.dumps(value)
    if rng.randrange(40) == 0:
        nest = "[" * DEEP + "]" * DEEP
        text = text.replace(": 1", f": {nest}", 1)
    return text.encode()


def _somewhere(rng: Random, root: list[Any]) -> tuple[Any, Any]:
    """A list or mapping within, and a key of it; each level is as likely to be the last as not."""
    holder: Any = root
    key: Any = 0
    while isinstance(inner := holder[key], dict | list) and inner and rng.random() < _DEEPER:
        holder, key = inner, rng.choice(list(inner) if isinstance(inner, dict) else range(len(inner)))
    return holder, key


_DEEPER = 0.85
