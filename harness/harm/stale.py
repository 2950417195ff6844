"""A media playlist kept as it is at one moment, to be served from then on."""

from harness.edge.relay import PLAYLIST
from harness.exchange import App, Exchange, Scope
from harness.harm.captured import captured

_VARIANT = "#EXT-X-STREAM-INF"
_OK = 200


class NoPlaylist(Exception):
    """The stream has none."""


async def media_playlist(app: App, scope: Scope, key: str) -> str:
    """The media playlist of a key as it is now, behind a master playlist if there is one. Raises NoPlaylist.

    `scope` is that of any request; only its headers matter.
    """
    text = await _text(app, scope, f"/hls/{key}.m3u8", "")
    if text is not None and _VARIANT in text:
        name, _, query = _addresses(text)[0].partition("?")
        text = await _text(app, scope, f"/hls/{name}", query)
    if text is None or "#EXTINF" not in text:
        raise NoPlaylist(f"the stream {key} has no media playlist now")
    return text


def as_asked(kept: str, now: str) -> str:
    """A kept playlist with the query that its addresses have in the one that the same viewer would get now."""
    query = next((address.partition("?")[2] for address in _addresses(now) if "?" in address), "")
    lines = (
        line if line.startswith("#") or not line.strip() else line.partition("?")[0] + (f"?{query}" if query else "")
        for line in kept.splitlines()
    )
    return "\n".join(lines) + "\n"


async def serve_kept(kept: str, app: App, exchange: Exchange) -> None:
    """Answer with a kept playlist; a master playlist names no segments and is handed on."""
    now = await captured(app, exchange.scope)
    text = now.body.decode("utf-8", "replace") if now.status == _OK else ""
    body = now.body if _VARIANT in text else as_asked(kept, text).encode()
    await exchange.answer(_OK, PLAYLIST, body)


def _addresses(playlist: str) -> list[str]:
    return [line.strip() for line in playlist.splitlines() if line.strip() and not line.startswith("#")]


async def _text(app: App, scope: Scope, path: str, query: str) -> str | None:
    """What is served at a path now; None if that is not a playlist."""
    request = {"method": "GET", "path": path, "raw_path": path.encode(), "query_string": query.encode()}
    answer = await captured(app, {**scope, **request})
    return answer.body.decode("utf-8", "replace") if answer.status == _OK and answer.whole else None
