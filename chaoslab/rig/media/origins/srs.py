"""A real SRS as origin, named by CHAOSLAB_SRS.

CHAOSLAB_SRS is either the path of an `srs` binary, which is then started on loopback with the settings of a live
deployment (claim O1, tuned for latency), or the address of one that runs, `HOST:RTMP_PORT:HTTP_PORT:API_PORT`, for
instance `127.0.0.1:1935:8080:1985`, whose settings are its own.

One that the lab starts asks the harness who may publish, and its API asks for a password; no page may read from it or
from its media. SRS has such a password from 6.0.40 on; the API of an older one takes orders from every user of the
machine. Its media it shows to all who know a stream's key.
"""

import asyncio
import json
import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from chaoslab.errors import Missing, NotReady
from chaoslab.rig.media.origins._origin import Origin, OriginSettings
from chaoslab.rig.media.origins._process import origin_process
from chaoslab.rig.processes.children import Child, Children, accepts
from chaoslab.rig.processes.ports import LOOPBACK
from chaoslab.setup import version_of
from chaoslab.setup.srs_named import VARIABLE, OriginAddress, named, named_address
from harness.edge.upstream import Cut, OriginAway, open_get

_REMEDY = f"set {VARIABLE} to the path of an srs binary, or to HOST:RTMP_PORT:HTTP_PORT:API_PORT of one that runs"
_API_DEADLINE = 2.0  # seconds
# SRS looks every 3 s and forgets a stream after a tenth more than this: below 30 s it removes files only by chance.
_SHORTEST_DISPOSE = 30
_ASKS_FROM = "6.0.40"  # the first whose API can ask for a password
_USER = "chaoslab"


@asynccontextmanager
async def open_origin(children: Children, settings: OriginSettings) -> AsyncIterator[Origin]:
    """The SRS that CHAOSLAB_SRS names."""
    if address := named_address():
        yield await _running(address)
        return
    program = named()
    if not os.access(program, os.X_OK) or Path(program).is_dir():
        raise Missing("SRS", _REMEDY, found=f"{VARIABLE}={program}" if program else f"{VARIABLE} is not set")
    async with _started(children, Path(program).resolve(), settings) as origin:
        yield origin


async def _running(at: OriginAddress) -> Origin:
    for port in (at.rtmp, at.http, at.api):
        if not await accepts(at.host, port):
            raise NotReady("SRS", f"does not accept connections at {at.host}:{port} ({VARIABLE})", _REMEDY)
    api_url = f"http://{at.host}:{at.api}"
    version = await _version(api_url)
    return Origin("srs", version, at.host, at.rtmp, f"http://{at.host}:{at.http}", api_url)


@asynccontextmanager
async def _started(children: Children, program: Path, settings: OriginSettings) -> AsyncIterator[Origin]:
    asks = version_of.is_at_least(await asyncio.to_thread(version_of.program, program, ("-v",)) or "0", _ASKS_FROM)
    password, secret = secrets.token_hex(24) if asks else "", secrets.token_hex(24)

    async def start(ports: tuple[int, ...]) -> Child:
        folder = children.scratch / f"srs-{ports[0]}"
        folder.mkdir(exist_ok=True)
        conf = folder / "srs.conf"
        conf.write_text(_conf(ports, folder, settings, password), encoding="utf-8")
        return await children.start("srs", [program, "-c", conf], cwd=folder)

    async with origin_process(children, 3, start) as process:
        rtmp, http, api = process.ports
        api_url = f"http://{f'{_USER}:{password}@' if password else ''}{LOOPBACK}:{api}"
        version = await _version(api_url)
        yield Origin("srs", version, LOOPBACK, rtmp, f"http://{LOOPBACK}:{http}", api_url, process, f"secret={secret}")


async def _version(api: str) -> str:
    where = f"http://{api.rpartition('@')[2].removeprefix('http://')}/api/v1/versions"
    try:
        async with asyncio.timeout(_API_DEADLINE), open_get(api, "/api/v1/versions") as answer:
            return str(json.loads(await answer.read_all())["data"]["version"])
    except (TimeoutError, OriginAway, Cut, ValueError, KeyError, TypeError) as error:
        why = str(error) or "no answer"
        raise NotReady("SRS", f"did not report its version at {where}: {why}", _REMEDY) from error


def _conf(ports: tuple[int, ...], folder: Path, settings: OriginSettings, password: str) -> str:
    rtmp, http, api = ports
    auth = f"auth {{ enabled on; username {_USER}; password {password}; }}" if password else ""
    return f"""
listen {LOOPBACK}:{rtmp};
max_connections 5000;
daemon off;
srs_log_tank console;
srs_log_level warn;
pid {folder}/srs.pid;
http_api {{ enabled on; listen {LOOPBACK}:{api}; crossdomain off; {auth} }}
http_server {{ enabled on; listen {LOOPBACK}:{http}; dir {folder}/www; crossdomain off; }}
stats {{ network 0; }}
vhost __defaultVhost__ {{
    tcp_nodelay on;
    min_latency on;
    play {{ gop_cache on; gop_cache_max_frames 30; queue_length 10; mw_latency 10; mw_msgs 1; }}
    publish {{ mr off; }}
    http_hooks {{ enabled on; on_publish {settings.notify}/on_publish; }}
    http_remux {{ enabled on; mount [vhost]/[app]/[stream].flv; }}
    hls {{
        enabled on;
        hls_path {folder}/www;
        hls_fragment 1;
        hls_window 4;
        hls_dispose {max(_SHORTEST_DISPOSE, round(settings.hls_dispose))};
        hls_cleanup on;
        hls_wait_keyframe on;
    }}
}}
"""
