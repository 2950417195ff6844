"""The whole harness as one ASGI application: signalling, and behind it edge, API and page."""

from harness.exchange import App
from harness.headers import Headers
from harness.media import media
from harness.settings import Settings
from harness.signalling.app import signalling


def build_app(settings: Settings) -> App:
    """Answers under the names of `settings.hosts` only."""
    return Headers(signalling(settings, media(settings)), settings.hosts)
