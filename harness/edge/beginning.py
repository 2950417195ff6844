"""The beginning of an FLV stream: the tags needed to decode its frames, and how to get them when lal leaves them out.

A viewer that came to lal within a second after a publisher left is given the next publisher's frames without them. One
that comes to a running stream gets them at once.
"""

import asyncio
from collections.abc import Iterator
from contextlib import suppress

from harness.edge.upstream import Answer

HEAD = 13  # bytes before the first tag: the FLV header and the size of the tag before, which is none
_TAG_HEAD, _TAG_TAIL = 11, 4  # bytes around a tag's body
_AUDIO, _VIDEO = 8, 9  # kinds of tags
_H264, _AAC = 7, 10  # codecs whose streams begin with a set-up
_SET_UP, _FRAME = 0, 1
_TOLD_WITHIN = 0.3  # seconds; lal sends it with the next frame, one every 33 ms


def begins_in_the_middle(stream: bytes) -> bool:
    """Whether the first tag is a frame that cannot be decoded yet."""
    kind, body = stream[HEAD], stream[HEAD + _TAG_HEAD : HEAD + _TAG_HEAD + 2]
    return _part(kind, body) == _FRAME


async def set_up(answer: Answer) -> bytes:
    """The tags of a running stream up to its first frame; as many as come within 0.3 s. Raises Cut."""
    received = b""
    with suppress(TimeoutError):
        async with asyncio.timeout(_TOLD_WITHIN):
            while not _is_whole(received):
                received += await answer.read()
    return b"".join(tag for kind, tag in _tags(received) if _part(kind, tag[_TAG_HEAD:]) != _FRAME)


def _is_whole(received: bytes) -> bool:
    parts = [(kind, _part(kind, tag[_TAG_HEAD:])) for kind, tag in _tags(received)]
    return {(_AUDIO, _SET_UP), (_VIDEO, _SET_UP)} <= set(parts) or any(part == _FRAME for _, part in parts)


def _part(kind: int, body: bytes) -> int | None:
    """Set-up or frame, of a tag of H.264 or AAC; None for others."""
    codec = {_AUDIO: _AAC, _VIDEO: _H264}.get(kind)
    if codec is None or len(body) < 2 or codec != (body[0] >> 4 if kind == _AUDIO else body[0] & 0x0F):
        return None
    return _FRAME if body[1] == _FRAME else _SET_UP


def _tags(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """(kind, the whole tag) of each complete tag."""
    at = HEAD
    while len(stream) >= at + _TAG_HEAD:
        end = at + _TAG_HEAD + int.from_bytes(stream[at + 1 : at + 4], "big") + _TAG_TAIL
        if len(stream) < end:
            return
        yield stream[at], stream[at:end]
        at = end
