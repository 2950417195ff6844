"""What a harness can serve, by name; only what is served is imported, so that signalling alone is up quickly.

`everything` is what runs by itself; `media` (edge, page and API) and `signalling` are the two halves that the lab
runs apart, so that it can kill one and spare the other. Each is a file that defines `build_app(settings) -> App`.
"""

import importlib

from harness.exchange import App
from harness.settings import Settings

PARTS = {"everything": "harness.app", "media": "harness.media", "signalling": "harness.signalling.alone"}


def build_app(settings: Settings) -> App:
    """The application that the settings ask for."""
    app: App = importlib.import_module(PARTS[settings.serves]).build_app(settings)
    return app
