"""The live playlists that the page reads: their text, as the browser's network stack got it."""

import asyncio
import base64
import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from chaoslab.errors import NotReady
from chaoslab.rig.browser.network_watch import CdpSession
from chaoslab.timeline.events import Event, EventName, Sink
from harness.edge.playlist import segments_of

_TARGET = re.compile(r"#EXT-X-TARGETDURATION:(\d+)")
_OK = 200


@dataclass
class PlaylistWatch:
    """Asks the browser for the body of each playlist that has come, and notes what it says."""

    sink: Sink
    _session: CdpSession | None = None
    _awaited: set[str] = field(default_factory=set)
    _asking: set[asyncio.Task[None]] = field(default_factory=set)

    def begin(self, session: CdpSession) -> None:
        """Listen; the session's Network domain is switched on elsewhere."""
        self._session = session
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)

    async def settle(self) -> None:
        """Wait for bodies that the browser has not returned yet."""
        if self._asking:
            await asyncio.wait(self._asking)

    def _answered(self, params: Mapping[str, Any]) -> None:
        response = params["response"]
        if response["status"] == _OK and urlsplit(response["url"]).path.endswith(".m3u8"):
            self._awaited.add(params["requestId"])

    def _finished(self, params: Mapping[str, Any]) -> None:
        if params["requestId"] in self._awaited:
            self._awaited.discard(params["requestId"])
            task = asyncio.ensure_future(self._read(params["requestId"], float(params["timestamp"])))
            self._asking.add(task)
            task.add_done_callback(self._asking.discard)

    async def _read(self, request: str, at: float) -> None:
        assert self._session is not None
        # A body may be gone already, as after a reload.
        with contextlib.suppress(NotReady):
            answer = await self._session.send("Network.getResponseBody", {"requestId": request})
            text = answer["body"]
            if answer.get("base64Encoded"):
                text = base64.b64decode(text).decode("utf-8", "replace")
            if facts := what_it_says(text):
                self.sink(Event(at, EventName.PLAYLIST_READ, {"request": request, **facts}))


def what_it_says(text: str) -> dict[str, Any] | None:
    """`{sequence, target, segments}` of a media playlist; None for a master playlist or anything else."""
    target = _TARGET.search(text)
    segments = segments_of(text)
    if target is None or not segments:
        return None
    names = [urlsplit(segment.name).path.rpartition("/")[2] for segment in segments]
    return {"sequence": segments[0].number, "target": int(target[1]), "segments": names}
