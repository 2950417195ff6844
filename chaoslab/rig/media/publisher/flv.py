"""FLV as a sequence of tags: pure functions."""

from collections.abc import Iterator
from dataclasses import dataclass

AUDIO, VIDEO, SCRIPT = 8, 9, 18
AUDIO_RATE, AUDIO_FRAME = 44100, 1024  # samples a second, samples an AAC frame
_HEAD = 13  # FLV header and the size of the tag before the first
_TAG_HEAD, _TAG_TAIL = 11, 4
_KEYFRAME = 1


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: its kind and what RTMP carries as the message of that kind."""

    kind: int
    body: bytes

    @property
    def is_config(self) -> bool:
        """Whether it holds what a decoder needs first, not media."""
        return self.kind != SCRIPT and self.body[1] == 0

    @property
    def is_keyframe(self) -> bool:
        """Whether a decoder can start with it."""
        return self.kind == VIDEO and self.body[0] >> 4 == _KEYFRAME and not self.is_config


def tags(flv: bytes) -> Iterator[Tag]:
    """The complete tags of an FLV file that begins with its header."""
    at = _HEAD
    while len(flv) >= at + _TAG_HEAD:
        end = at + _TAG_HEAD + int.from_bytes(flv[at + 1 : at + 4], "big")
        if len(flv) < end + _TAG_TAIL:
            return
        yield Tag(flv[at], flv[at + _TAG_HEAD : end])
        at = end + _TAG_TAIL


@dataclass(frozen=True, slots=True)
class FlvParts:
    """An FLV taken apart: what is sent once at the start, then video frames and audio frames in order."""

    start: tuple[Tag, ...]
    video: tuple[Tag, ...]
    audio: tuple[Tag, ...]


def take_apart(flv: bytes) -> FlvParts:
    """Sort the tags; the end-of-sequence mark that a muxer writes is left out, for a live stream has no end."""
    every = tuple(tags(flv))
    end_of_sequence = 2
    frames = tuple(tag for tag in every if tag.kind != SCRIPT and not tag.is_config)
    return FlvParts(
        tuple(tag for tag in every if tag.kind == SCRIPT or tag.is_config),
        tuple(tag for tag in frames if tag.kind == VIDEO and tag.body[1] != end_of_sequence),
        tuple(tag for tag in frames if tag.kind == AUDIO),
    )
