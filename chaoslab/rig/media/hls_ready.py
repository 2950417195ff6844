"""Waits until HLS offers as much of a stream as a player wants to begin with.

A stream has no playlist in its first second, and for some more one that is shorter than players are made for. One that
opens it then gives up on a 404 or begins at another distance from live than it would with any other stream.
"""

import asyncio
import urllib.request
from http.client import HTTPException
from urllib.parse import urljoin

from chaoslab.rig.media.harness import Harness
from chaoslab.rig.processes.children import wait_until

SEGMENTS = 3  # that a player keeps behind live (RFC 8216, 6.3.3: not to begin within the last three)
_WITHIN = 20.0  # seconds
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # loopback goes through no proxy


async def wait_for_hls(harness: Harness, key: str) -> None:
    """Return once the playlist at the edge names enough segments. Raises NotReady when it never does."""

    async def long_enough() -> bool:
        return await asyncio.to_thread(segments, f"{harness.url}/hls/{key}.m3u8") >= SEGMENTS

    await wait_until(long_enough, what="the HLS playlist to fill", within=_WITHIN, watching=harness.child, every=0.1)


def segments(url: str) -> int:
    """How many segments a playlist names, or the first one that a master playlist names; 0 where there is none."""
    try:
        with _direct.open(url, timeout=2) as answer:
            lines = answer.read().decode("utf-8").splitlines()
    except (OSError, ValueError, HTTPException):
        return 0
    if any(line.startswith("#EXT-X-STREAM-INF") for line in lines):
        named = next((line for line in lines if line and not line.startswith("#")), "")
        return segments(urljoin(url, named)) if named else 0
    return sum(line.startswith("#EXTINF") for line in lines)
