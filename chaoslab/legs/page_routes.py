"""Which leg a URL belongs to when a page takes everything from its own origin, told by patterns of the path."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from types import MappingProxyType
from urllib.parse import urlsplit

from chaoslab.errors import UsageError
from chaoslab.legs.leg import Leg

# As harness/nginx/nginx.conf lays them out. The first pattern that fits wins; `*` stands for anything, slashes too.
DEFAULT_PATTERNS: Mapping[Leg, tuple[str, ...]] = MappingProxyType(
    {
        "flv": ("/live/live/*.flv",),
        "hls": ("/hls/*", "/live/*.m3u8", "/live/*.ts"),
        "socket": ("/socket.io/*",),
        "api": ("/api/*",),
    }
)
_HTTP = 80


@dataclass(frozen=True)
class PageRoutes:
    """A player's own server, `http://HOST:PORT`, and the patterns that tell which paths of its origin are on a leg."""

    server: str
    patterns: Mapping[Leg, tuple[str, ...]] = field(default_factory=lambda: DEFAULT_PATTERNS)

    def __post_init__(self) -> None:
        """Raise UsageError where the server is no plain HTTP address."""
        server_address(self.server)

    @property
    def address(self) -> tuple[str, int]:
        """Host and port of the server."""
        return server_address(self.server)


@dataclass(frozen=True)
class PageOrigin:
    """The origin that the browser knows: the router's port on loopback, and what lies behind it."""

    port: int
    routes: PageRoutes

    @property
    def url(self) -> str:
        """Base URL without a trailing slash; the host is the one that the harness answers to."""
        return f"http://127.0.0.1:{self.port}"


def leg_of(url: str, patterns: Mapping[Leg, tuple[str, ...]] = DEFAULT_PATTERNS) -> Leg:
    """The leg of a URL, or of a request target such as `/hls/a.m3u8?x=1`; `page` where no pattern fits its path.

    The path is taken as the browser writes it: percent-encoding stays, query and fragment do not count.
    """
    path = _path(url)
    fits = (leg for leg, globs in patterns.items() if any(fnmatchcase(path, glob) for glob in globs))
    return next(fits, "page")


def server_address(server: str) -> tuple[str, int]:
    """Host and port of `http://HOST:PORT` (80 unless said). Raises UsageError for anything else."""
    try:
        parts = urlsplit(server)
        host, port = parts.hostname, parts.port or _HTTP
    except ValueError:
        host, port = None, _HTTP
    else:
        if (
            parts.scheme != "http"
            or parts.path not in ("", "/")
            or parts.query
            or parts.fragment
            or "@" in parts.netloc
        ):
            host = None
    if not host:
        raise UsageError(f"server {server!r}: is not the address of a plain HTTP server; give http://HOST:PORT")
    return host, port


def _path(url: str) -> str:
    # A target may begin with two slashes, which as a URL would name a host.
    whole = url if url.startswith("/") else urlsplit(url).path
    return whole.partition("?")[0].partition("#")[0] or "/"
