"""Paths of a page's own origin, mapped to legs as nginx has them."""

import pytest

from chaoslab.errors import UsageError
from chaoslab.legs.leg import LEGS, Leg
from chaoslab.legs.page_routes import DEFAULT_PATTERNS, OWN_ORIGIN_PATTERNS, PageOrigin, PageRoutes, leg_of

ORIGIN = "http://127.0.0.1:4000"


@pytest.mark.parametrize(
    ("path", "leg"),
    [
        ("/live/live/k.flv", "flv"),
        ("/live/live/k.flv?token=a/b.m3u8", "flv"),
        ("/hls/k.m3u8", "hls"),
        ("/hls/k-12.ts?hls_ctx=1", "hls"),
        ("/live/k.m3u8?hls_ctx=1", "hls"),  # what SRS names in its first answer
        ("/live/k-12.ts", "hls"),
        ("/socket.io/?EIO=4&transport=websocket", "socket"),
        ("/api/viewers/k", "api"),
        ("/watch/k", "page"),
        ("/", "page"),
        ("", "page"),
        ("/live/k.flv", "flv"),
        ("/live/k.mp4", "page"),
        ("/apiary", "page"),
        ("/socket.io", "page"),
        ("/assets/api/x.js", "page"),
        ("/watch?next=/api/x", "page"),
        ("/watch#/api/x", "page"),
        ("/API/x", "page"),
        ("//127.0.0.1/api/x", "page"),
    ],
)
def test_a_path_is_on_its_leg_whether_the_url_is_whole_or_a_requests_target(path: str, leg: Leg) -> None:
    assert leg_of(path) == leg
    assert leg_of(f"{ORIGIN}{path}") == leg
    assert leg_of(f"ws://127.0.0.1:4000{path}") == leg


def test_a_target_in_absolute_form_goes_by_its_path() -> None:
    assert leg_of("http://elsewhere.example/hls/k.m3u8") == "hls"


def test_the_first_leg_whose_pattern_fits_has_the_path() -> None:
    patterns: dict[Leg, tuple[str, ...]] = {"hls": ("/api/media/*",), "api": ("/api/*",)}
    assert [leg_of(path, patterns) for path in ("/api/media/k.m3u8", "/api/x", "/hls/x")] == ["hls", "api", "page"]


def test_every_leg_that_a_browser_uses_has_a_pattern_or_is_the_rest() -> None:
    assert set(DEFAULT_PATTERNS) | {"page"} <= set(LEGS)
    assert {"flv", "hls", "socket", "api"} == set(DEFAULT_PATTERNS)


def test_a_page_with_a_server_of_its_own_keeps_its_api_and_gets_the_rest_from_the_lab() -> None:
    paths = ("/api/login", "/hls/k.m3u8", "/live/k.flv", "/socket.io/")
    assert [leg_of(path, PageRoutes("http://h").patterns) for path in paths] == ["page", "hls", "flv", "socket"]
    assert {leg for leg, globs in OWN_ORIGIN_PATTERNS.items() if globs != DEFAULT_PATTERNS[leg]} == {"api"}


@pytest.mark.parametrize(
    ("server", "address"),
    [
        ("http://127.0.0.1:3000", ("127.0.0.1", 3000)),
        ("http://localhost:3000/", ("localhost", 3000)),
        ("http://shop.test", ("shop.test", 80)),
    ],
)
def test_a_server_is_an_address(server: str, address: tuple[str, int]) -> None:
    assert PageRoutes(server).address == address


@pytest.mark.parametrize(
    "server",
    [
        "https://shop.test",
        "127.0.0.1:3000",
        "http://a:b@shop.test",
        "http://shop.test/watch",
        "http://:1",
        "http://x:y",
    ],
)
def test_what_is_no_plain_http_server_is_refused_by_name(server: str) -> None:
    with pytest.raises(UsageError, match=r"server '.*': is not the address of a plain HTTP server; give http://HOST"):
        PageRoutes(server)


def test_an_origin_has_a_url() -> None:
    assert PageOrigin(4000, PageRoutes("http://127.0.0.1:3000")).url == ORIGIN
