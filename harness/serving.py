"""The HTTP server under the harness, which reports on which line each request came. Imports uvicorn."""

import logging
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from harness.exchange import App, Receive, Scope, Send
from harness.line import LINE, Line
from harness.settings import LARGEST, Settings


def make_server(app: App, settings: Settings) -> uvicorn.Server:
    """A server; the caller says where it listens."""
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="on" if settings.redis else "off",  # what goes on beside the requests begins there
        ws="wsproto",
        ws_max_size=LARGEST,
        http=_Connection,
        timeout_graceful_shutdown=0,
        server_header=False,
    )
    return uvicorn.Server(config)


class _Connection(H11Protocol):
    """Tells the application on which connection a request came: with ASGI none can be ended without an answer."""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        line, app = Line(transport), self.app

        async def on_this_line(scope: Scope, receive: Receive, send: Send) -> None:
            line.requests += 1
            scope[LINE] = line
            await app(scope, receive, send)

        self.app = on_this_line


def _is_news(record: logging.LogRecord) -> bool:
    # A stream that is cut as its origin cut it, or because the harness ends, is not a mistake.
    expected = ("without completing response", "graceful shutdown exceeded")
    return not any(words in record.getMessage() for words in expected)
