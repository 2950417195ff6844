"""FLV, AMF0 and RTMP messages as bytes."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chaoslab.rig.media.publisher import amf
from chaoslab.rig.media.publisher.flv import AUDIO, SCRIPT, VIDEO, Tag, tags, take_apart
from chaoslab.rig.media.publisher.rtmp import Lost, Refused, publishing

values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=40),
    lambda inner: st.dictionaries(st.text(min_size=1, max_size=10), inner, max_size=4),
    max_leaves=8,
)


def flv(*said: Tag) -> bytes:
    written = b"FLV\x01\x05" + struct.pack(">II", 9, 0)
    for tag in said:
        written += bytes((tag.kind,)) + len(tag.body).to_bytes(3, "big") + bytes(7) + tag.body
        written += struct.pack(">I", len(tag.body) + 11)
    return written


@given(st.lists(values, max_size=4))
def test_command_values_come_back(said: list[amf.Value]) -> None:
    assert amf.decode(amf.encode(*said)) == said


def test_values_that_commands_do_not_use_end_the_reading() -> None:
    assert amf.decode(amf.encode("onStatus", 0) + b"\x11rest") == ["onStatus", 0.0]
    assert amf.decode(b"\x02\x00\x09cut") == ["cut"]


SCRIPT_TAG = Tag(SCRIPT, b"\x02\x00\x0aonMetaData")
AVC_CONFIG, KEYFRAME, FRAME = Tag(VIDEO, b"\x17\x00..."), Tag(VIDEO, b"\x17\x01..."), Tag(VIDEO, b"\x27\x01...")
AVC_END, AAC_CONFIG, SOUND = Tag(VIDEO, b"\x17\x02..."), Tag(AUDIO, b"\xaf\x00.."), Tag(AUDIO, b"\xaf\x01..")


def test_a_file_is_taken_apart_into_start_pictures_and_sound() -> None:
    media = take_apart(flv(SCRIPT_TAG, AVC_CONFIG, AAC_CONFIG, KEYFRAME, SOUND, FRAME, AVC_END))
    assert media.start == (SCRIPT_TAG, AVC_CONFIG, AAC_CONFIG)
    assert media.video == (KEYFRAME, FRAME)
    assert media.audio == (SOUND,)
    assert [tag.is_keyframe for tag in (KEYFRAME, FRAME, AVC_CONFIG, SOUND)] == [True, False, False, False]


@given(st.integers(0, 40))
def test_half_a_tag_is_no_tag(cut: int) -> None:
    whole = flv(AVC_CONFIG, KEYFRAME)
    found = tuple(tags(whole[: len(whole) - cut]))
    assert found == (AVC_CONFIG, KEYFRAME)[: len(found)]
    assert len(found) == 2 - (cut > 0) - (cut > len(KEYFRAME.body) + 15)


class FakeOrigin:
    """Plays the other side of RTMP with chunks of 128 bytes, and keeps what it hears."""

    def __init__(self, publish_answer: str = "NetStream.Publish.Start") -> None:
        self.publish_answer = publish_answer
        self.heard = b""
        self.close = asyncio.Event()
        self.closed = asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self.talk(reader, writer)
        finally:
            writer.transport.abort()
            self.closed.set()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(1537)
        writer.write(b"\x03" + bytes(1536) + bytes(1536))
        await reader.readexactly(1536)
        answers = (
            amf.encode(
                "_result", 1, {"fmsVer": "FMS/3,0,1,123" + "x" * 300}, {"code": "NetConnection.Connect.Success"}
            ),
            amf.encode("_result", 4, None, 7),
            amf.encode("onStatus", 0, None, {"code": self.publish_answer}),
        )
        for answer in answers:
            self.heard += await reader.read(1 << 16)
            writer.write(self.chunked(answer))
        closing = asyncio.ensure_future(self.close.wait())
        hearing = asyncio.ensure_future(self.hear(reader))
        await asyncio.wait((closing, hearing), return_when=asyncio.FIRST_COMPLETED)
        closing.cancel()
        hearing.cancel()
        await asyncio.gather(closing, hearing, return_exceptions=True)

    async def hear(self, reader: asyncio.StreamReader) -> None:
        while part := await reader.read(1 << 16):
            self.heard += part

    @staticmethod
    def chunked(body: bytes) -> bytes:
        head = b"\x03" + bytes(3) + len(body).to_bytes(3, "big") + b"\x14" + bytes(4)
        return head + b"\xc3".join(body[at : at + 128] for at in range(0, len(body), 128))


@asynccontextmanager
async def listening(origin: FakeOrigin) -> AsyncIterator[str]:
    server = await asyncio.start_server(origin.serve, "127.0.0.1", 0)
    async with server:
        yield f"rtmp://127.0.0.1:{server.sockets[0].getsockname()[1]}/live/key"
        origin.close.set()
        await asyncio.wait_for(origin.closed.wait(), 2)


async def eventually(origin: FakeOrigin, sent: bytes) -> None:
    async with asyncio.timeout(2):
        while sent not in origin.heard:  # noqa: ASYNC110 - bytes give no signal
            await asyncio.sleep(0.005)


async def test_media_go_out_with_full_headers_on_the_stream_that_the_origin_gave() -> None:
    origin = FakeOrigin()
    async with listening(origin) as url, publishing(url) as connection:
        connection.send([(AUDIO, 66, b"sound"), (VIDEO, 0x1000000, b"picture")])
        await eventually(origin, b"picture")
    assert b"\x04\x00\x00\x42\x00\x00\x05\x08\x07\x00\x00\x00sound" in origin.heard
    extended = b"\x04\xff\xff\xff\x00\x00\x07\x09\x07\x00\x00\x00\x01\x00\x00\x00picture"
    assert extended in origin.heard, "a timestamp of more than three bytes goes into an extra field"


async def test_a_large_frame_is_cut_into_chunks() -> None:
    origin = FakeOrigin()
    frame = bytes(range(256)) * 300
    async with listening(origin) as url, publishing(url) as connection:
        connection.send([(VIDEO, 0, frame)])
        await eventually(origin, b"\xc4" + frame[65536:])
    assert frame[:65536] + b"\xc4" + frame[65536:] in origin.heard


async def test_an_origin_that_does_not_take_the_stream_is_named() -> None:
    async with listening(FakeOrigin("NetStream.Publish.BadName")) as url:
        with pytest.raises(Refused, match=r"NetStream\.Publish\.BadName"):
            async with publishing(url):
                pass


async def test_nobody_at_the_port_is_a_refusal() -> None:
    with pytest.raises(Refused, match="Connection refused"):
        async with publishing("rtmp://127.0.0.1:1/live/key"):
            pass


async def test_an_origin_that_closes_is_a_loss_at_the_next_frame() -> None:
    async def publish() -> None:
        while True:
            connection.send([(VIDEO, 0, b"picture")])
            await asyncio.sleep(0.005)

    origin = FakeOrigin()
    async with listening(origin) as url, publishing(url) as connection:
        origin.close.set()
        with pytest.raises(Lost, match=r"the origin closed the connection|Connection reset by peer"):
            await asyncio.wait_for(publish(), 2)


async def test_leaving_is_said_as_an_encoder_says_it() -> None:
    origin = FakeOrigin()
    async with listening(origin) as url, publishing(url) as connection:
        await connection.end()
        await eventually(origin, amf.encode("FCUnpublish", 6, None, "key"))
        await eventually(origin, amf.encode("deleteStream", 7, None, 7))


async def test_what_is_waited_for_is_given_up_when_the_connection_is_lost() -> None:
    origin, never = FakeOrigin(), asyncio.Event()
    async with listening(origin) as url, publishing(url) as connection:
        origin.close.set()
        with pytest.raises(Lost, match=r"the origin closed the connection|Connection reset by peer"):
            await asyncio.wait_for(connection.while_open(never.wait()), 2)


async def test_waiting_ends_with_what_is_waited_for_while_the_connection_stands() -> None:
    origin, soon = FakeOrigin(), asyncio.Event()
    async with listening(origin) as url, publishing(url) as connection:
        asyncio.get_running_loop().call_later(0.02, soon.set)
        await asyncio.wait_for(connection.while_open(soon.wait()), 2)
        connection.send([(VIDEO, 0, b"picture")])
        await eventually(origin, b"picture")
