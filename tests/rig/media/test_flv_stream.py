"""An FLV stream read in pieces."""

import struct
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chaoslab.rig.media.flv_stream import AUDIO, VIDEO, FlvStream, TagSeen

HEAD = b"FLV\x01\x05" + struct.pack(">II", 9, 0)


def tag(kind: int, time: int, body: bytes) -> bytes:
    stamp = (time & 0xFFFFFF).to_bytes(3, "big") + bytes((time >> 24 & 0xFF,))
    return bytes((kind,)) + len(body).to_bytes(3, "big") + stamp + bytes(3) + body + struct.pack(">I", len(body) + 11)


STREAM = HEAD + b"".join(
    (
        tag(18, 0, b"\x02\x00\x0aonMetaData"),
        tag(VIDEO, 0, b"\x17\x00 set-up"),
        tag(AUDIO, 0, b"\xaf\x00"),
        tag(VIDEO, 1_000, b"\x17\x01 a keyframe" + bytes(300)),
        tag(AUDIO, 1_010, b"\xaf\x01 a sound"),
        tag(VIDEO, 20_000_000, b"\x27\x01 a picture"),
    )
)
SEEN = [TagSeen(VIDEO, 1.0, True), TagSeen(AUDIO, 1.01, False), TagSeen(VIDEO, 20_000.0, False)]


@given(st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_the_same_is_seen_however_it_is_cut(cuts: list[int]) -> None:
    stream, at = FlvStream(), sorted({0, *cuts, len(STREAM)})
    seen = [tag for start, end in pairwise(at) for tag in stream.feed(STREAM[start:end])]
    assert seen == SEEN


def test_a_tag_is_seen_as_soon_as_its_beginning_is_there() -> None:
    stream = FlvStream()
    assert list(stream.feed(STREAM[: len(HEAD) + 30])) == []
    beginning = STREAM.index(b"\x17\x01") + 2
    assert list(stream.feed(STREAM[len(HEAD) + 30 : beginning])) == SEEN[:1]
