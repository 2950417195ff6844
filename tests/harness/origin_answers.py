"""What lal and SRS answer, as bytes, and waiting for what a viewer gets of it."""

import asyncio
from collections.abc import Callable

LAL_FLV = b"HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\nConnection: close\r\n\r\n"
HEAD, TAG = b"FLV\x01\x05\x00\x00\x00\x09\x00\x00\x00\x00", b"tag"
SRS_FLV = b"HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\nTransfer-Encoding: chunked\r\n\r\n"
PUBLISHER = {"stream_name": "key", "session_id": "1"}


def answer(body: str) -> list[bytes]:
    return [f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()]


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(2):
        while not condition():  # noqa: ASYNC110 - the viewer gives no signal
            await asyncio.sleep(0.005)
