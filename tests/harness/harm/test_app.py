"""The control path of harm: who may set rules, what is refused, and whom a rule touches."""

import json
from typing import Any

import pytest

from harness.exchange import App, Exchange, Receive, Scope, Send
from harness.harm.app import Harmed
from tests.harness.fakes import Viewer, request

RULES = "/control/media/rules"
TOKEN = b"a-token"
RULE = {"act": {"kind": "status", "status": 503}, "paths": ["/hls/*"], "ports": [7]}
PLAYLIST = "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:4\n#EXTINF:1.0,\nkey-4.ts\n"


async def served(scope: Scope, receive: Receive, send: Send) -> None:
    playlist = scope["path"] == "/hls/key.m3u8"
    await Exchange(scope, receive, send).answer(200, "x", PLAYLIST.encode() if playlist else b"fine")


async def call(app: App, path: str, *, method: str, said: object = None, token: bytes | None = TOKEN) -> Viewer:
    viewer = Viewer()
    scope = request(path, method=method)
    scope["headers"] = [*scope["headers"], *([(b"x-chaoslab-control", token)] if token is not None else [])]
    body = said if isinstance(said, bytes) else json.dumps(said).encode()

    async def receive() -> Any:
        return {"type": "http.request", "body": body}

    await app(scope, receive, viewer.send)
    return viewer


async def status(app: App, *, host: str = "127.0.0.1:7", path: str = "/hls/key-1.ts") -> int:
    viewer = Viewer()
    await app(request(path, host=host), viewer.receive, viewer.send)
    return viewer.status


async def test_a_rule_is_set_and_lifted_by_its_name() -> None:
    app = Harmed(served, "a-token")
    assert (await call(app, f"{RULES}/one", method="PUT", said=RULE)).status == 200
    assert await status(app) == 503
    assert (await call(app, f"{RULES}/two", method="DELETE")).status == 200
    assert await status(app) == 503
    assert json.loads((await call(app, f"{RULES}/one", method="DELETE")).body) == {"lifted": "one"}
    assert await status(app) == 200


async def test_a_path_that_a_router_led_here_is_harmed_as_the_browser_asked_for_it() -> None:
    app = Harmed(served, "a-token")
    await call(app, f"{RULES}/one", method="PUT", said={**RULE, "paths": ["/stream/*"]})
    viewer, scope = Viewer(), request("/hls/key-1.ts", host="127.0.0.1:7")
    scope["headers"] = [*scope["headers"], (b"x-chaoslab-asked-for", b"/stream/key-1.ts")]
    await app(scope, viewer.receive, viewer.send)
    assert viewer.status == 503
    assert await status(app) == 200


async def test_all_are_cleared_at_once() -> None:
    app = Harmed(served, "a-token")
    for name in ("one", "two"):
        await call(app, f"{RULES}/{name}", method="PUT", said=RULE)
    assert (await call(app, RULES, method="DELETE")).status == 200
    assert await status(app) == 200


async def test_what_comes_by_another_way_is_spared() -> None:
    app = Harmed(served, "a-token")
    await call(app, f"{RULES}/one", method="PUT", said={**RULE, "paths": ["*"]})
    assert await status(app, host="127.0.0.1:8") == 200
    assert (await call(app, RULES, method="DELETE")).status == 200  # nor can a rule shut out its own end


@pytest.mark.parametrize("token", [None, b"", b"another"])
async def test_without_the_token_nothing_is_set(token: bytes | None) -> None:
    app = Harmed(served, "a-token")
    assert (await call(app, f"{RULES}/one", method="PUT", said=RULE, token=token)).status == 403
    assert await status(app) == 200


async def test_where_there_is_no_token_there_is_no_such_path() -> None:
    app = Harmed(served, "")
    assert (await call(app, f"{RULES}/one", method="PUT", said=RULE, token=b"")).body == b"fine"
    assert await status(app) == 200


@pytest.mark.parametrize("said", [b"{", b"[]", {**RULE, "act": {"kind": "explode"}}, {"paths": []}, b"\xff"])
async def test_what_is_no_rule_is_refused_and_changes_nothing(said: object) -> None:
    app = Harmed(served, "a-token")
    assert (await call(app, f"{RULES}/one", method="PUT", said=said)).status == 400
    assert await status(app) == 200


async def test_other_methods_and_paths_are_refused() -> None:
    app = Harmed(served, "a-token")
    assert (await call(app, f"{RULES}/one", method="POST", said=RULE)).status == 405
    assert (await call(app, RULES, method="PUT", said=RULE)).status == 405
    assert (await call(app, "/control/else", method="PUT")).status == 404


async def test_the_playlist_is_kept_as_it_is_when_the_rule_is_set() -> None:
    app = Harmed(served, "a-token")
    stale = {"act": {"kind": "stale", "key": "key"}, "paths": ["/hls/*.m3u8"], "ports": [7]}
    assert (await call(app, f"{RULES}/one", method="PUT", said=stale)).status == 200
    viewer = Viewer()
    await app(request("/hls/other.m3u8", host="127.0.0.1:7"), viewer.receive, viewer.send)
    assert viewer.body.decode() == PLAYLIST
    stale["act"] = {"kind": "stale", "key": "nobody"}
    assert (await call(app, f"{RULES}/two", method="PUT", said=stale)).status == 409
