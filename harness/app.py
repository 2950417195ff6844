"""The harness as one ASGI application."""

from harness.api import api
from harness.edge import edge_for, is_media, serve
from harness.exchange import App, Exchange, Receive, Scope, Send
from harness.headers import Headers
from harness.settings import Settings
from harness.signalling import Viewers, signalling


def build_app(settings: Settings) -> App:
    """Media go straight to the edge, without a framework between; the rest is signalling, API and page."""
    edge, viewers = edge_for(settings), Viewers()
    rest = signalling(settings, viewers, api(settings, edge, viewers))

    async def route(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and is_media(scope["path"]):
            await serve(edge, Exchange(scope, receive, send))
        else:
            await rest(scope, receive, send)

    return Headers(route, settings.hosts)
