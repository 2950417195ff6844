"""The embedded origin: lal as a child process; the harness's edge makes it behave as SRS does.

Its HTTP API asks nobody for a name and takes orders from any page and user, so it is off. Streams are taken and shown
only with a secret that lal, the publisher and the edge share.
"""

import json
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from chaoslab.rig.media.origins._origin import Origin, OriginSettings
from chaoslab.rig.media.origins._process import origin_process
from chaoslab.rig.processes.children import Child, Children
from chaoslab.rig.processes.ports import LOOPBACK
from chaoslab.setup.components import locate

VERSION = "0.37.4"
# A keyframe comes every second. Asking for a little less keeps rounding from ever making a segment of two seconds.
FRAGMENT = 0.9


@asynccontextmanager
async def open_origin(children: Children, settings: OriginSettings) -> AsyncIterator[Origin]:
    """lal on two loopback ports, its files in the run's scratch folder."""
    program, secret = locate("lalserver"), secrets.token_hex(24)

    async def start(ports: tuple[int, ...]) -> Child:
        folder = children.scratch / f"lal-{ports[0]}"
        folder.mkdir(exist_ok=True)
        conf = folder / "lalserver.conf.json"
        conf.write_text(json.dumps(_conf(ports, folder / "hls", settings, secret)), encoding="utf-8")
        return await children.start("lalserver", [program, "-c", conf], cwd=folder)

    async with origin_process(children, 2, start) as process:
        rtmp, http = process.ports
        base, admission = f"http://{LOOPBACK}:{http}", f"lal_secret={secret}"
        yield Origin("embedded", VERSION, LOOPBACK, rtmp, base, "", process, admission)


def _conf(ports: tuple[int, ...], hls: Path, settings: OriginSettings, secret: str) -> dict[str, Any]:
    rtmp, http = ports
    off = {"enable": False, "enable_https": False}
    return {
        "conf_version": "v0.4.1",
        "rtmp": {"enable": True, "addr": f"{LOOPBACK}:{rtmp}", "gop_num": 0},
        "default_http": {"http_listen_addr": f"{LOOPBACK}:{http}"},
        "httpflv": {"enable": True, "url_pattern": "/live/", "gop_num": 0},
        "hls": {"enable": True, "url_pattern": "/hls/", "out_path": f"{hls}/", **_hls_times()},
        "httpts": off,
        "rtsp": off,
        "http_api": {"enable": False},
        "pprof": off,
        "record": {},
        "relay_push": off,
        "static_relay_pull": off,
        "simple_auth": _for_those_who_know(secret),
        "http_notify": _notify(settings.notify),
        "log": {"level": 2, "is_to_stdout": True, "filename": ""},
    }


def _hls_times() -> dict[str, Any]:
    # SRS lists five segments for `hls_window 4`; one more here lets the edge drop a last one that is too short.
    # Segments and the files of a stream that ended stay for a while; the edge refuses them when SRS would.
    remove_as_they_leave = 2
    return {
        "fragment_duration_ms": round(FRAGMENT * 1000),
        "fragment_num": 6,
        "delete_threshold": 300,
        "cleanup_mode": remove_as_they_leave,
    }


def _for_those_who_know(secret: str) -> dict[str, Any]:
    ways = ("pub_rtmp", "sub_rtmp", "sub_httpflv", "sub_httpts", "pub_rtsp", "sub_rtsp", "hls_m3u8")
    # The key is for secrets of single streams, which nobody gets; without one anybody could work them out.
    secrets_of = {"key": secrets.token_hex(24), "dangerous_lal_secret": secret}
    return {**secrets_of, **{f"{way}_enable": True for way in ways}}


def _notify(url: str) -> dict[str, Any]:
    events = ("on_server_start", "on_pub_start", "on_pub_stop")
    return {"enable": True, "update_interval_sec": 3600, **{event: f"{url}/{event}" for event in events}}
