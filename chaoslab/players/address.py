"""The address at which a trial opens the player under test."""

from collections.abc import Mapping
from urllib.parse import urlencode

from chaoslab.players.spec import PlayerSpec
from chaoslab.players.template import filled

CONFIG = ("flv", "hls", "socket", "api", "key", "mode")  # what a component receives


def page_address(spec: PlayerSpec, values: Mapping[str, str], harness: str) -> str:
    """`values` has one for every placeholder; `harness` is the base URL of the server for built components."""
    if spec.bundle:
        return f"{harness}/players/{spec.bundle}/?{urlencode({name: values[name] for name in CONFIG})}"
    return filled(spec.url, values)
