"""What a harness is told when it starts."""

from dataclasses import dataclass
from pathlib import Path

PLAYER = Path(__file__).parent / "player" / "dist"
LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class Settings:
    """Times in seconds; `origin` and `origin_api` are base URLs without a trailing slash.

    `edge` names a file of harness/edge. `hosts` are the names under which browsers may address the harness.
    """

    edge: str
    origin: str
    origin_api: str = ""
    hls_dispose: float = 30.0
    ping_interval: float = 25.0
    ping_timeout: float = 20.0
    player: str = str(PLAYER)
    hosts: tuple[str, ...] = LOOPBACK_HOSTS
