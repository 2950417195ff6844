"""An answer that is kept instead of sent."""

from harness.exchange import Exchange, Receive, Scope, Send
from harness.harm.captured import captured
from tests.harness.fakes import request


async def test_it_holds_status_headers_and_the_whole_body() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        assert (await receive())["type"] == "http.request"
        exchange = Exchange(scope, receive, send)
        await exchange.start(203, [(b"a", b"b")])
        await exchange.pass_on(b"one ")
        await exchange.pass_on(b"two")
        await exchange.finish()

    found = await captured(app, request("/"))
    assert (found.status, found.body, found.whole, list(found.headers)) == (203, b"one two", True, [(b"a", b"b")])


async def test_one_that_broke_off_is_not_whole() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await Exchange(scope, receive, send).start(200, [])
        await Exchange(scope, receive, send).pass_on(b"half")

    found = await captured(app, request("/"))
    assert (found.body, found.whole) == (b"half", False)
