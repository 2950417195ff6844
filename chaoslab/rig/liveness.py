"""Whether a stream is live at the origin, as the harness's API says."""

import asyncio
import json
import urllib.request

from chaoslab.rig.children import wait_until
from chaoslab.rig.harness import Harness

_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # loopback goes through no proxy
_DEADLINE = 15.0  # seconds


async def wait_until_live(harness: Harness, key: str) -> None:
    """Return when the origin has the stream. Raises NotReady after 15 s or when the harness dies."""

    async def live() -> bool:
        return await asyncio.to_thread(_is_live, f"{harness.url}/api/stream/{key}")

    await wait_until(live, what="the stream to be live", within=_DEADLINE, watching=harness.child, every=0.02)


def _is_live(url: str) -> bool:
    with _direct.open(url, timeout=2) as answer:
        return bool(json.load(answer)["live"])
