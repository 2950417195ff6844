"""What a page asks for at a path of its own choice is found where the lab has it."""

import pytest

from chaoslab.legs.lab_path import lab_path
from chaoslab.legs.leg import Leg

KEY = "lab-0123456789ab"


@pytest.mark.parametrize(
    ("path", "leg", "found"),
    [
        (f"/stream/{KEY}.flv", "flv", f"/live/live/{KEY}.flv"),
        (f"/play/{KEY}", "flv", f"/live/live/{KEY}.flv"),
        (f"/play/{KEY}/index.flv", "flv", f"/live/live/{KEY}.flv"),
        (f"/live/{KEY}-2.flv", "flv", f"/live/live/{KEY}-2.flv"),  # published anew
        ("/live/other.flv", "flv", "/live/other.flv"),
        (f"/live/x{KEY}.flv", "flv", f"/live/x{KEY}.flv"),
        (f"/stream/{KEY}.m3u8", "hls", f"/hls/{KEY}.m3u8"),
        (f"/stream/{KEY}/index.m3u8", "hls", f"/hls/{KEY}.m3u8"),
        (f"/stream/{KEY}/{KEY}-17-3.ts", "hls", f"/hls/{KEY}-17-3.ts"),
        (f"/watch/{KEY}/playlist", "hls", f"/hls/{KEY}.m3u8"),
        ("/live/other.m3u8", "hls", "/hls/other.m3u8"),
        ("/media/index", "hls", "/media/index"),
        ("/ws/", "socket", "/socket.io/"),
        ("/socket.io/", "socket", "/socket.io/"),
        ("/backend/viewers/k", "api", "/api/viewers/k"),
        ("/api/viewers/k", "api", "/api/viewers/k"),
    ],
)
def test_a_path_of_a_leg_is_led_to_the_labs_own(path: str, leg: Leg, found: str) -> None:
    assert lab_path(path, leg, {"api": ("/api/*", "/backend/*")}, KEY) == found


@pytest.mark.parametrize(("glob", "path"), [("*/v1/x", "/a/v1/x"), ("/rest", "/rest")])
def test_a_pattern_that_begins_or_ends_otherwise_leaves_a_path_of_the_api(glob: str, path: str) -> None:
    assert lab_path(path, "api", {"api": (glob,)}, KEY).startswith("/api/")


def test_without_a_key_a_path_stays_or_keeps_its_files_name() -> None:
    assert lab_path("/live/k.flv", "flv", {}, "") == "/live/k.flv"
    assert lab_path("/x/k.m3u8", "hls", {}, "") == "/hls/k.m3u8"
