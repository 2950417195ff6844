"""The playlists that a page reads, as the browser hands out their bodies."""

import base64
from collections.abc import Mapping
from typing import Any

import pytest

from chaoslab.errors import NotReady
from chaoslab.rig.browser.playlist_watch import PlaylistWatch, what_it_says
from chaoslab.run.recording import Recording
from chaoslab.timeline.events import EventName
from tests.rig.fake_session import FakeSession

MEDIA = (
    "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:7\n#EXT-X-TARGETDURATION:2\n"
    "#EXTINF:1.0,\nkey-7.ts?hls_ctx=a\n#EXTINF:1.0,\n/hls/key-8.ts\n"
)
MASTER = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nkey.m3u8?hls_ctx=a\n"


class Bodies(FakeSession):
    """Hands out one body for all requests, or says that it is gone."""

    def __init__(self, body: str | None, *, encoded: bool = False) -> None:
        super().__init__()
        self.body, self.encoded = body, encoded

    async def send(self, method: str, params: Mapping[str, Any] | None = None) -> Any:
        self.sent.append((method, params or {}))
        if self.body is None:
            raise NotReady("the page", "did not answer")
        return {"body": self.body, "base64Encoded": self.encoded}


async def told(session: Bodies, *, url: str = "http://127.0.0.1:1/hls/key.m3u8", status: int = 200) -> Recording:
    record = Recording()
    watch = PlaylistWatch(record)
    watch.begin(session)
    session.emit("Network.responseReceived", requestId="1", response={"url": url, "status": status})
    session.emit("Network.loadingFinished", requestId="1", timestamp=10.5)
    await watch.settle()
    return record


@pytest.mark.parametrize("encoded", [False, True])
async def test_what_a_playlist_says_is_noted_when_it_has_come(encoded: bool) -> None:
    body = base64.b64encode(MEDIA.encode()).decode() if encoded else MEDIA
    (event,) = (await told(Bodies(body, encoded=encoded))).so_far().named(EventName.PLAYLIST_READ)
    assert event.at == 10.5
    assert event.data == {"request": "1", "sequence": 7, "target": 2, "segments": ["key-7.ts", "key-8.ts"]}


async def test_other_answers_are_not_even_asked_for() -> None:
    for how in ({"url": "http://127.0.0.1:1/hls/key-7.ts"}, {"status": 404}):
        session = Bodies(MEDIA)
        assert (await told(session, **how)).so_far().events == ()
        assert session.sent == []


async def test_a_body_that_is_gone_is_told_of_by_nobody() -> None:
    assert (await told(Bodies(None))).so_far().events == ()


@pytest.mark.parametrize("text", [MASTER, "", "not a playlist", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n"])
def test_what_names_no_segments_says_nothing(text: str) -> None:
    assert what_it_says(text) is None
