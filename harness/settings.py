"""A harness's settings."""

from dataclasses import dataclass
from pathlib import Path

PLAYER = Path(__file__).parent / "player" / "dist"
LARGEST = 1 << 16  # bytes of one message from a client on a socket
LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class Settings:
    """Times in seconds; `origin` and `origin_api` are base URLs without a trailing slash.

    `serves` names one of harness/parts.py. `edge` names a file of harness/edge. `hosts` are the names under which
    browsers may address the harness. Without `redis`, a URL, signalling keeps to this one process. Without
    `control_token` no one can end a stream or set a fault rule from outside, and without `hooks_token` no callback of
    an origin is heard. `admission` is the query that the origin wants to see before it shows a stream.
    """

    edge: str = ""
    origin: str = ""
    origin_api: str = ""
    hls_dispose: float = 30.0
    ping_interval: float = 25.0
    ping_timeout: float = 20.0
    player: str = str(PLAYER)
    players: str = ""  # folder of other players' pages, each in a folder of its own; none are served without it
    hosts: tuple[str, ...] = LOOPBACK_HOSTS
    serves: str = "everything"
    messages: int = 20  # chat messages of one client in any `window` (claim S7)
    joins: int = 10  # joins and leaves together, likewise
    window: float = 10.0
    forget_after: float = 600.0  # what is known of a stream that no one watches any more
    redis: str = ""
    control_token: str = ""
    hooks_token: str = ""
    admission: str = ""
