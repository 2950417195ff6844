"""A media playlist that is kept, and served to whoever asks later."""

import pytest

from harness.exchange import App, Exchange, Receive, Scope, Send
from harness.harm.stale import NoPlaylist, as_asked, media_playlist, serve_kept
from tests.harness.fakes import Viewer, request

MASTER = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{key}.m3u8?hls_ctx=abc\n"
MEDIA = "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:4\n#EXTINF:1.0,\nkey-4.ts?hls_ctx=abc\n"


def serving(**texts: str) -> App:
    """Answers with the text of a path and query, written with underlines; 404 for all else."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        exchange = Exchange(scope, receive, send)
        target = (scope["path"].rpartition("/")[2] + exchange.query).replace(".", "_").replace("?hls_ctx=", "_")
        if target in texts:
            await exchange.answer(200, "x", texts[target].encode())
        else:
            await exchange.refuse(404, "nothing")

    return app


async def test_a_media_playlist_is_taken_as_it_is() -> None:
    assert await media_playlist(serving(key_m3u8=MEDIA), request("/control"), "key") == MEDIA


async def test_a_master_playlist_is_followed() -> None:
    app = serving(key_m3u8=MASTER.format(key="key"), key_m3u8_abc=MEDIA)
    assert await media_playlist(app, request("/control"), "key") == MEDIA


@pytest.mark.parametrize("texts", [{}, {"key_m3u8": "#EXTM3U\n"}, {"key_m3u8": MASTER.format(key="gone")}])
async def test_a_stream_without_a_media_playlist_has_none_to_keep(texts: dict[str, str]) -> None:
    with pytest.raises(NoPlaylist, match="the stream key has no media playlist now"):
        await media_playlist(serving(**texts), request("/control"), "key")


def test_a_viewer_is_given_the_query_that_is_its_own() -> None:
    assert "key-4.ts?hls_ctx=xyz\n" in as_asked(MEDIA, MEDIA.replace("abc", "xyz").replace("4", "9"))
    assert "key-4.ts\n" in as_asked(MEDIA, "")


async def test_the_kept_one_is_served_also_when_there_is_none_any_more() -> None:
    for app in (serving(key_m3u8=MEDIA.replace("4", "9")), serving()):
        viewer = Viewer()
        await serve_kept(MEDIA, app, viewer.exchange("/hls/key.m3u8"))
        assert (viewer.status, viewer.headers["content-type"]) == (200, "application/vnd.apple.mpegurl")
        assert b"key-4.ts" in viewer.body and b"key-9" not in viewer.body


async def test_a_master_playlist_is_handed_on() -> None:
    viewer = Viewer()
    await serve_kept(MEDIA, serving(key_m3u8=MASTER.format(key="key")), viewer.exchange("/hls/key.m3u8"))
    assert viewer.body.decode() == MASTER.format(key="key")
