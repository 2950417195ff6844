"""Control over signalling: only who knows the token has it, and what is no order is refused."""

import json
from typing import Any

import pytest

from harness.exchange import App
from harness.parts import build_app
from harness.settings import Settings
from tests.harness.fakes import Viewer, request

RULES, DROP, SAY, COUNT = (
    "/control/sockets/rules",
    "/control/sockets/drop",
    "/control/stream/key/say",
    "/control/stream/key/count",
)
RULE = {"namespaces": ["/chat"], "delay": 1}
ORDERS = [("PUT", f"{RULES}/one", RULE), ("DELETE", f"{RULES}/one", None), ("DELETE", RULES, None)]
ORDERS += [("POST", DROP, {"namespaces": ["/chat"]}), ("POST", SAY, {"text": "hello"}), ("POST", COUNT, None)]


def served(token: str = "a-token") -> App:
    return build_app(Settings(serves="signalling", control_token=token))


async def call(method: str, path: str, said: Any = None, *, token: str = "a-token", app: App | None = None) -> Viewer:
    viewer = Viewer()
    scope = request(path, method=method)
    scope["headers"] = [*scope["headers"], (b"x-chaoslab-control", token.encode())]
    body = said if isinstance(said, bytes) else json.dumps(said).encode()

    async def receive() -> Any:
        return {"type": "http.request", "body": body}

    await (app or served())(scope, receive, viewer.send)
    return viewer


@pytest.mark.parametrize(("method", "path", "said"), ORDERS)
async def test_the_token_gives_control_and_nothing_else_does(method: str, path: str, said: Any) -> None:
    assert (await call(method, path, said)).status == 200
    assert (await call(method, path, said, token="another")).status == 403
    assert (await call(method, path, said, token="")).status == 403
    assert (await call(method, path, said, token="", app=served(token=""))).status == 404


@pytest.mark.parametrize("path", [f"{RULES}/one", RULES, DROP, SAY, COUNT])
async def test_other_methods_are_refused(path: str) -> None:
    assert (await call("GET", path)).status == 405


@pytest.mark.parametrize("said", [b"{", b"[]", b"\xff", b""])
async def test_what_is_no_object_is_refused(said: bytes) -> None:
    for method, path in (("PUT", f"{RULES}/one"), ("POST", DROP), ("POST", SAY)):
        assert (await call(method, path, said)).status == 400


async def test_what_is_no_rule_is_refused() -> None:
    assert (await call("PUT", f"{RULES}/one", {"delay": 1})).status == 400


async def test_where_nobody_is_nobody_is_dropped() -> None:
    for said in ({"namespaces": ["/chat"]}, {"namespaces": 7}, {}):
        assert json.loads((await call("POST", DROP, said)).body) == {"dropped": 0}


async def test_what_is_about_media_is_nothing_to_it() -> None:
    assert (await call("DELETE", "/control/media/rules")).status == 404
