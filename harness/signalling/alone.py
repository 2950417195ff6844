"""Signalling by itself, without edge, API and page."""

from harness.exchange import App, Exchange, Receive, Scope, Send
from harness.headers import Headers
from harness.settings import Settings
from harness.signalling.app import signalling


def build_app(settings: Settings) -> App:
    """Answers under the names of `settings.hosts` only; /api/health says that it is there."""
    return Headers(signalling(settings, _health), settings.hosts)


async def _health(scope: Scope, receive: Receive, send: Send) -> None:
    exchange = Exchange(scope, receive, send)
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
    elif scope["type"] == "http" and scope["path"] == "/api/health":
        await exchange.answer(200, "application/json", b'{"status":"ok","serves":"signalling"}')
    elif scope["type"] == "http":
        await exchange.refuse(404, "only signalling is served here")
