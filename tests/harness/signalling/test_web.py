"""Signalling over HTTP: anybody may ask how many watch, only who knows the token may end a stream."""

import json

import pytest

from harness.exchange import App
from harness.parts import build_app
from harness.settings import Settings
from tests.harness.fakes import Viewer, ask, request

END = "/control/stream/key/end"
TOKEN = b"a-token"


def served(token: str = "a-token") -> App:
    return build_app(Settings(serves="signalling", control_token=token))


async def end(app: App, token: bytes | None, *, method: str = "POST") -> Viewer:
    viewer = Viewer()
    scope = request(END, method=method)
    scope["headers"] = [*scope["headers"], *([(b"x-chaoslab-control", token)] if token is not None else [])]
    await app(scope, viewer.receive, viewer.send)
    return viewer


async def test_a_stream_of_which_nothing_is_known_has_no_viewers() -> None:
    assert (await ask(served(), "/api/viewers/key")).body == b'{"key":"key","viewers":0,"ended":false}'


async def test_the_token_ends_a_stream() -> None:
    app = served()
    ended = await end(app, TOKEN)
    assert (ended.status, json.loads(ended.body)) == (200, {"key": "key", "ended": True})
    assert json.loads((await ask(app, "/api/viewers/key")).body)["ended"] is True


@pytest.mark.parametrize("token", [None, b"", b"another", b"a-token ", b"\xff"])
async def test_without_the_token_nothing_ends(token: bytes | None) -> None:
    app = served()
    assert (await end(app, token)).status == 403
    assert json.loads((await ask(app, "/api/viewers/key")).body)["ended"] is False


async def test_where_there_is_no_token_there_is_no_such_path() -> None:
    assert (await end(served(token=""), b"")).status == 404


async def test_only_a_post_ends_and_only_a_get_asks() -> None:
    assert (await end(served(), TOKEN, method="GET")).status == 405
    assert (await ask(served(), "/api/viewers/key", method="POST")).status == 405


@pytest.mark.parametrize("path", ["/api/viewers/", "/api/viewers/a%20b", "/api/viewers/a/b", "/player/", "/"])
async def test_signalling_alone_serves_nothing_else(path: str) -> None:
    assert (await ask(served(), path)).status == 404


async def test_signalling_alone_says_that_it_is_there() -> None:
    assert json.loads((await ask(served(), "/api/health")).body) == {"status": "ok", "serves": "signalling"}


async def test_a_websocket_elsewhere_is_refused() -> None:
    socket = Viewer()
    await served()({**request("/elsewhere"), "type": "websocket"}, socket.receive, socket.send)
    assert socket.sent == [{"type": "websocket.close", "code": 1008}]


async def test_every_answer_can_be_used_by_an_isolated_page_of_another_origin() -> None:
    headers = (await ask(served(), "/api/viewers/key")).headers
    assert headers["access-control-allow-origin"] == "*"
    assert headers["cross-origin-resource-policy"] == "cross-origin"
