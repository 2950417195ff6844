"""Response headers of the whole harness, and the refusal of requests that name another host or come from a page."""

from harness.exchange import App, Exchange, Header, Message, Receive, Scope, Send

# The page is isolated so that its clock has steps of 5 µs; media from other ports must allow being loaded.
_ANYWHERE: tuple[Header, ...] = (
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"timing-allow-origin", b"*"),
)
_METHODS: tuple[Header, ...] = (
    (b"access-control-allow-methods", b"GET, POST, OPTIONS"),
    (b"access-control-max-age", b"600"),
)
_NO_PAGES = ("/control/", "/origin-hooks/")  # asked for by the lab and the origin, and by no page
_OWN_PAGE = ("/player/", "/players/")  # asked for by the page that is served there, and by no other
_ISOLATED: tuple[Header, ...] = (
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-embedder-policy", b"require-corp"),
)


class Headers:
    """Wraps an application."""

    def __init__(self, app: App, hosts: tuple[str, ...]) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif not self._names_us(scope):
            # A page elsewhere on the web can make a name point at this machine, but not make the browser say ours.
            await _refuse(Exchange(scope, receive, send), 421, "this host name is not served here")
        elif scope["path"].startswith(_NO_PAGES) and _header(scope, b"origin"):
            await _refuse(Exchange(scope, receive, send), 403, "no page may ask for this")
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _names_us(self, scope: Scope) -> bool:
        host = _header(scope, b"host").decode("latin-1")
        name = host if host.endswith("]") else host.rpartition(":")[0] or host
        return name in self._hosts

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        origin = _header(scope, b"origin")
        extra = _ISOLATED if scope["path"].startswith(_OWN_PAGE) else (*_ANYWHERE, *_allowed(origin))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *extra]
            await send(message)

        if scope["method"] == "OPTIONS":
            headers = (b"access-control-allow-headers", _header(scope, b"access-control-request-headers") or b"*")
            await Exchange(scope, receive, send_with_headers).start(204, (*_METHODS, headers))
            await send({"type": "http.response.body", "body": b""})
        else:
            await self._app(scope, receive, send_with_headers)


def _allowed(origin: bytes) -> tuple[Header, ...]:
    """Who may read an answer: the page that asks, with its credentials, or anybody where no page says who it is.

    A browser takes `*` for no answer to a request with credentials. Nothing here is kept behind a cookie, so a page
    that sends one learns no more than any other.
    """
    if not origin:
        return ((b"access-control-allow-origin", b"*"),)
    return (
        (b"access-control-allow-origin", origin),
        (b"access-control-allow-credentials", b"true"),
        (b"vary", b"Origin"),
    )


def _header(scope: Scope, name: bytes) -> bytes:
    """The value of a request's header; empty where it has none."""
    return next((value for key, value in scope["headers"] if key == name), b"")


async def _refuse(exchange: Exchange, status: int, reason: str) -> None:
    if exchange.scope["type"] == "websocket":
        await exchange.send({"type": "websocket.close", "code": 1008})
    else:
        await exchange.refuse(status, reason)
