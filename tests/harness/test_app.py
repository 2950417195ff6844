"""The harness as an application: page, API, headers, and whom it answers."""

from pathlib import Path

import pytest

from harness.app import build_app
from harness.exchange import App
from harness.settings import Settings
from tests.harness.fakes import Viewer, ask, origin, request


@pytest.fixture
def app(tmp_path: Path) -> App:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<title>player</title>")
    (tmp_path / "assets/index-1a2b.js").write_text("play()")
    return build_app(Settings("embedded", "http://127.0.0.1:1", player=str(tmp_path)))


async def test_the_page_is_isolated_and_asked_for_anew(app: App) -> None:
    page = await ask(app, "/player/")
    assert page.body == b"<title>player</title>"
    assert page.headers["cross-origin-opener-policy"] == "same-origin"
    assert page.headers["cross-origin-embedder-policy"] == "require-corp"
    assert page.headers["cache-control"] == "no-cache"


async def test_what_the_page_loads_is_kept_by_the_browser(app: App) -> None:
    script = await ask(app, "/player/assets/index-1a2b.js")
    assert script.status == 200
    assert "immutable" in script.headers["cache-control"]


@pytest.mark.parametrize(
    "path", ["/api/health", "/api/stream/key", "/api/viewers/key", "/hls/key.m3u8", "/live/live", "/nowhere"]
)
async def test_every_answer_can_be_used_by_an_isolated_page_of_another_origin(app: App, path: str) -> None:
    headers = (await ask(app, path)).headers
    assert headers["access-control-allow-origin"] == "*"
    assert headers["cross-origin-resource-policy"] == "cross-origin"


@pytest.mark.parametrize("path", ["/api/health", "/hls/key.m3u8", "/socket.io/", "/nowhere"])
@pytest.mark.parametrize("origin", ["http://127.0.0.1:4000", "null"])
async def test_a_page_that_sends_its_credentials_may_read_the_answer(app: App, path: str, origin: str) -> None:
    headers = (await ask(app, path, headers={"origin": origin})).headers
    assert headers["access-control-allow-origin"] == origin
    assert headers["access-control-allow-credentials"] == "true"
    assert headers["vary"] == "Origin"


async def test_a_preflight_of_such_a_page_names_the_headers_that_it_asks_for(app: App) -> None:
    wanted = {"origin": "http://127.0.0.1:4000", "access-control-request-headers": "x-token,range"}
    preflight = await ask(app, "/hls/key.m3u8", method="OPTIONS", headers=wanted)
    assert preflight.status == 204
    assert preflight.headers["access-control-allow-origin"] == "http://127.0.0.1:4000"
    assert preflight.headers["access-control-allow-credentials"] == "true"
    assert preflight.headers["access-control-allow-headers"] == "x-token,range"


async def test_a_preflight_allows_what_players_ask_for(app: App) -> None:
    preflight = await ask(app, "/live/live/key.flv", method="OPTIONS")
    assert preflight.status == 204
    assert preflight.headers["access-control-allow-headers"] == "*"
    assert preflight.finished


@pytest.mark.parametrize("host", ["127.0.0.1:9", "localhost", "[::1]:9"])
async def test_it_answers_to_loopback_names(app: App, host: str) -> None:
    assert (await ask(app, "/api/health", host=host)).status == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:9", ""])
async def test_a_name_that_was_made_to_point_here_is_refused(app: App, host: str) -> None:
    assert (await ask(app, "/api/health", host=host)).status == 421
    socket = Viewer()
    await app({**request("/socket.io/", host=host), "type": "websocket"}, socket.receive, socket.send)
    assert socket.sent == [{"type": "websocket.close", "code": 1008}]


async def test_the_api_tells_of_a_stream_what_the_origin_told() -> None:
    async with origin(lambda _: []) as base:
        app = build_app(Settings("embedded", base, hooks_token="a-secret"))
        assert (await ask(app, "/api/stream/key")).body == b'{"key":"key","live":false}'
        assert (await told_of_a_publisher(app, "guessed")).status == 403
        assert (await ask(app, "/api/stream/key")).body == b'{"key":"key","live":false}'
        assert (await told_of_a_publisher(app, "a-secret")).body == b'{"code":0}'
        assert (await ask(app, "/api/stream/key")).body == b'{"key":"key","live":true}'


async def test_without_a_token_no_callback_is_heard(app: App) -> None:
    assert (await told_of_a_publisher(app, "guessed")).status == 403
    assert (await told_of_a_publisher(app, "")).status == 404


@pytest.mark.parametrize("path", ["/control/media/rules/x", "/control/media/kick/key", "/origin-hooks/t/on_pub_start"])
@pytest.mark.parametrize("method", ["OPTIONS", "POST", "PUT", "DELETE"])
async def test_no_page_may_ask_for_what_the_lab_and_the_origin_ask_for(path: str, method: str) -> None:
    app = build_app(Settings("embedded", "http://127.0.0.1:1", control_token="t", hooks_token="t"))
    told = {"origin": "http://127.0.0.1:8000", "x-chaoslab-control": "t"}
    answer = await ask(app, path, method=method, headers=told)
    assert answer.status == 403
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("path", ["/player/", "/players/mine/assets/main.js"])
async def test_no_other_page_may_read_a_player(app: App, path: str) -> None:
    headers = (await ask(app, path, headers={"origin": "http://stranger.example"})).headers
    assert "access-control-allow-origin" not in headers
    assert headers["cross-origin-resource-policy"] == "same-origin"


async def told_of_a_publisher(app: App, token: str) -> Viewer:
    hook = Viewer()
    scope = {**request(f"/origin-hooks/{token}/on_pub_start", method="POST")}
    scope["headers"] = [*scope["headers"], (b"content-type", b"application/json")]

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b'{"stream_name":"key","session_id":"1"}'}

    await app(scope, receive, hook.send)
    return hook
