"""Who may have a stream's viewers cut."""

from typing import Any, cast

import pytest

from harness.edge import MediaEdge
from harness.edge.kicking import Kicking
from harness.edge.upstream import OriginAway
from harness.exchange import Exchange, Receive, Scope, Send
from tests.harness.fakes import ask

PATH, HEADER = "/control/media/kick/key", "x-chaoslab-control"


class FakeEdge:
    """An edge over an origin that is there, or not."""

    def __init__(self, away: str = "") -> None:
        self._away, self.kicked = away, list[str]()

    async def kick(self, key: str) -> None:
        if self._away:
            raise OriginAway(self._away)
        self.kicked.append(key)


async def other(scope: Scope, receive: Receive, send: Send) -> None:
    await Exchange(scope, receive, send).refuse(404, "other")


async def status(edge: FakeEdge, path: str = PATH, *, token: str = "t", **asked: Any) -> int:
    app = Kicking(cast(MediaEdge, edge), token, other)
    return (await ask(app, path, **{"method": "POST", "headers": {HEADER: "t"}, **asked})).status


async def test_viewers_are_cut_for_those_who_hold_the_token() -> None:
    edge = FakeEdge()
    assert await status(edge) == 200
    assert edge.kicked == ["key"]


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"headers": {}}, 403),
        ({"headers": {HEADER: "guessed"}}, 403),
        ({"token": ""}, 403),
        ({"token": "", "headers": {HEADER: ""}}, 403),
        ({"method": "GET"}, 405),
        ({"path": "/control/media/kick/a/b"}, 404),
    ],
)
async def test_and_for_nobody_else(asked: dict[str, Any], answer: int) -> None:
    edge = FakeEdge()
    assert await status(edge, **asked) == answer
    assert edge.kicked == []


async def test_an_origin_that_does_not_do_it_is_a_502() -> None:
    assert await status(FakeEdge("SRS's API did not answer")) == 502
