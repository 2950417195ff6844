"""The tags of an FLV stream as it comes in, in pieces of any size: what each is and its timestamp; no media is kept."""

from collections.abc import Iterator
from dataclasses import dataclass

AUDIO, VIDEO = 8, 9
_HEAD = 13  # FLV header and the size of the tag before the first
_TAG_HEAD, _TAG_TAIL = 11, 4
_LEAST = _TAG_HEAD + 2  # bytes that tell all that is asked of a tag
_KEYFRAME, _SET_UP = 1, 0


@dataclass(frozen=True, slots=True)
class TagSeen:
    """One picture or sound."""

    kind: int
    time: float  # its timestamp, in seconds
    keyframe: bool


class FlvStream:
    """Reads a stream from its beginning."""

    def __init__(self) -> None:
        self._rest = b""
        self._skip = _HEAD

    def feed(self, piece: bytes) -> Iterator[TagSeen]:
        """The pictures and sounds whose beginning has come now; set-up and scripts are passed over."""
        data = self._rest + piece
        at = 0
        while True:
            skipped = min(self._skip, len(data) - at)
            at, self._skip = at + skipped, self._skip - skipped
            if self._skip or len(data) - at < _LEAST:
                break
            head = data[at : at + _LEAST]
            self._skip = _TAG_HEAD + int.from_bytes(head[1:4], "big") + _TAG_TAIL
            if head[0] in (AUDIO, VIDEO) and head[12] != _SET_UP:
                yield _seen(head)
        self._rest = data[at:]


def _seen(head: bytes) -> TagSeen:
    time = int.from_bytes(head[7:8] + head[4:7], "big", signed=True) / 1000
    return TagSeen(head[0], time, head[0] == VIDEO and head[11] >> 4 == _KEYFRAME)
