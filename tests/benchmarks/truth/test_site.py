"""The server of the pages: files, libraries, ranges of the advertisement, and the redirect of a play session."""

import urllib.request
from collections.abc import Iterator
from urllib.error import HTTPError

import pytest

from benchmarks.truth.site import LIBRARIES, open_site, part, redirect_of

PREROLL = bytes(range(100))


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with open_site(PREROLL) as port:
        yield f"http://127.0.0.1:{port}"


def test_a_range_is_first_and_one_past_the_last_byte() -> None:
    assert part("bytes=10-", 100) == (10, 100)
    assert part("bytes=10-19", 100) == (10, 20)
    assert part("bytes=0-999", 100) == (0, 100)
    assert part("bytes=100-", 100) is part(None, 100) is part("bytes=-5", 100) is None


def test_a_play_session_leads_to_the_stream_of_its_key() -> None:
    assert redirect_of("/play/a-KEY.1") == "/live/live/a-KEY.1.flv"
    assert redirect_of("/play/") is redirect_of("/plays.html") is redirect_of("/play/a/b") is None


def test_pages_and_modules_are_served_as_what_they_are(site: str) -> None:
    for path, kind in (("/plays.html?script=%7B%7D", "text/html"), ("/stage.js", "text/javascript")):
        with urllib.request.urlopen(site + path) as answer:
            assert answer.headers["Content-Type"] == kind and answer.read()
    with urllib.request.urlopen(f"{site}/chat.ts") as answer:
        assert answer.headers["Content-Type"] == "text/javascript"


def test_a_part_of_the_advertisement_is_served(site: str) -> None:
    request = urllib.request.Request(f"{site}/preroll.mp4", headers={"Range": "bytes=10-19"})
    with urllib.request.urlopen(request) as answer:
        assert (answer.status, answer.headers["Content-Range"]) == (206, "bytes 10-19/100")
        assert answer.read() == PREROLL[10:20]


def test_what_is_not_there_is_404(site: str) -> None:
    for path in ("/no-such-page.html", "/../case.py"):
        with pytest.raises(HTTPError, match="404"):
            urllib.request.urlopen(site + path)


def test_every_library_that_a_page_loads_is_known() -> None:
    assert set(LIBRARIES) == {"/lib/mpegts.js", "/lib/hls.js", "/lib/socket.io.js"}
