import pytest

from chaoslab.evidence.network.media_kind import kind_of_media
from chaoslab.evidence.network.requests import requests
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made


@pytest.mark.parametrize("path", ["/hls/k-1.ts", "/hls/k-1.m4s", "/hls/init.mp4", "/hls/k-1.aac", "/hls/K-1.TS"])
def test_a_piece_on_the_hls_leg_is_a_segment(path: str) -> None:
    assert kind_of_media(path, leg="hls") == "segment"


@pytest.mark.parametrize(
    ("path", "mime", "resource"),
    [
        ("/src/chat.ts", "text/javascript", "Script"),
        ("/src/chat.ts", "video/mp2t", "Script"),
        ("/src/chat.ts", "video/mp2t", "Fetch"),
        ("/intro.mp4", "video/mp4", "Media"),
        ("/src/chat.ts", "", ""),
    ],
)
def test_an_ending_alone_makes_no_segment(path: str, mime: str, resource: str) -> None:
    for leg in ("page", "api", None):
        assert kind_of_media(path, leg=leg, mime=mime, resource=resource) is None


def test_a_script_on_a_media_leg_is_no_media() -> None:
    assert kind_of_media("/hls/player.ts", leg="hls", mime="video/mp2t", resource="Script") is None


def test_what_a_playlist_names_is_a_segment_wherever_it_is() -> None:
    assert kind_of_media("/cdn/piece", leg=None, mime="application/octet-stream", named=True) == "segment"


def test_playlists_and_flv_are_known_by_their_content_too() -> None:
    assert kind_of_media("/live", leg=None, mime="application/vnd.apple.mpegurl") == "playlist"
    assert kind_of_media("/live", leg="page", mime="video/x-flv") == "flv"


def test_what_a_page_asks_for_on_the_flv_leg_is_flv_whatever_its_path() -> None:
    assert kind_of_media("/play/k", leg="flv") == "flv"


def test_a_key_or_a_picture_beside_the_segments_is_none() -> None:
    for path in ("/hls/key.bin", "/hls/thumbnail.jpg", "/hls/words.vtt"):
        assert kind_of_media(path, leg="hls", mime="application/octet-stream") is None


def test_a_playlist_that_was_read_names_its_segments() -> None:
    made = Made(10.0).request(1.0, 1.1, "/a.m3u8", leg=None).request(2.0, 2.1, "/s/1?t=x", leg=None)
    made.add(1.1, EventName.PLAYLIST_READ, request="r1", sequence=1, target=1, segments=["1"])
    assert [request.media for request in requests(made.timeline())] == ["playlist", "segment"]


def test_an_answer_in_words_is_no_piece_even_if_its_name_is_one() -> None:
    assert kind_of_media("/api/1", leg="api", mime="application/json", named=True) is None
