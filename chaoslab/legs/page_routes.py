"""Which leg a URL belongs to, by patterns of its path, when a page loads everything from its own origin."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from types import MappingProxyType
from urllib.parse import urlsplit

from chaoslab.errors import UsageError
from chaoslab.legs.leg import Leg

# How the lab lays out its own paths. The first pattern that matches wins; `*` matches anything, slashes too.
DEFAULT_PATTERNS: Mapping[Leg, tuple[str, ...]] = MappingProxyType(
    {
        "flv": ("/live/*.flv",),
        "hls": ("/hls/*", "/live/*.m3u8", "/live/*.ts"),
        "socket": ("/socket.io/*",),
        "api": ("/api/*",),
    }
)
# Of a page with a server of its own: that server has an API too, and the page cannot do without it.
OWN_ORIGIN_PATTERNS: Mapping[Leg, tuple[str, ...]] = MappingProxyType({**DEFAULT_PATTERNS, "api": ()})
_HTTP = 80


@dataclass(frozen=True)
class PageRoutes:
    """A player's own server, `http://HOST:PORT`, and the patterns that map paths of its origin to legs."""

    server: str
    patterns: Mapping[Leg, tuple[str, ...]] = field(default_factory=lambda: OWN_ORIGIN_PATTERNS)

    def __post_init__(self) -> None:
        """Raise UsageError if the server is not a plain HTTP address."""
        server_address(self.server)

    @property
    def address(self) -> tuple[str, int]:
        """Host and port of the server."""
        return server_address(self.server)


@dataclass(frozen=True)
class PageOrigin:
    """The origin that the browser sees: the router's port on loopback, and the routes behind it."""

    port: int
    routes: PageRoutes

    @property
    def url(self) -> str:
        """Base URL without a trailing slash; its host is the one that the harness answers to."""
        return f"http://127.0.0.1:{self.port}"


def leg_of(url: str, patterns: Mapping[Leg, tuple[str, ...]] = DEFAULT_PATTERNS) -> Leg:
    """The leg of a URL, or of a request target such as `/hls/a.m3u8?x=1`; `page` if no pattern matches its path.

    The path is taken as the browser writes it: percent-encoding stays, query and fragment do not count.
    """
    path = path_of(url)
    matching = (leg for leg, globs in patterns.items() if any(fnmatchcase(path, glob) for glob in globs))
    return next(matching, "page")


def server_address(server: str) -> tuple[str, int]:
    """Host and port of `http://HOST:PORT` (80 by default). Raises UsageError for anything else."""
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


def path_of(url: str) -> str:
    """The path of a URL or of a request target, as the browser writes it."""
    # A target may begin with two slashes, which would name a host in a URL.
    whole = url if url.startswith("/") else urlsplit(url).path
    return whole.partition("?")[0].partition("#")[0] or "/"
