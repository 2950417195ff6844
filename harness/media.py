"""The harness without signalling: the edge, the API and the page as one ASGI application."""

from harness.api import api
from harness.edge import edge_for, is_media, serve
from harness.edge.kicking import Kicking
from harness.exchange import App, Exchange, Receive, Scope, Send
from harness.harm.app import Harmed
from harness.headers import Headers
from harness.settings import Settings


def build_app(settings: Settings) -> App:
    """Answers under the names of `settings.hosts` only."""
    return Headers(media(settings), settings.hosts)


def media(settings: Settings) -> App:
    """Media go straight to the edge, without a framework between; the rest is API and page. All can be harmed."""
    edge = edge_for(settings)
    rest: App = api(settings, edge)

    async def route(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and is_media(scope["path"]):
            await serve(edge, Exchange(scope, receive, send))
        else:
            await rest(scope, receive, send)

    return Kicking(edge, settings.control_token, Harmed(route, settings.control_token))
