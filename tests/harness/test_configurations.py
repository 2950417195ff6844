"""The configurations of SRS and nginx, tried as plain processes."""

import asyncio
import re
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from chaoslab.rig.media.origins import HLS_DISPOSE, OriginSettings
from chaoslab.rig.media.origins import srs as srs_origin
from chaoslab.rig.processes.children import wait_until
from chaoslab.rig.processes.ports import reserved_ports
from chaoslab.setup.places import ROOT
from tests.programs_here import nginx, srs

SRS_CONF = ROOT / "harness/srs/srs.conf"
NGINX_CONF = ROOT / "harness/nginx/nginx.conf"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        *(("hls_fragment", "1"), ("hls_window", "4"), ("gop_cache_max_frames", "30")),
        *(("max_connections", "5000"), ("threads", "4")),
    ],
)
def test_srs_is_set_as_claim_o1_says(setting: str, value: str) -> None:
    found = re.findall(rf"^\s*{setting}\s+(\S+);", SRS_CONF.read_text(encoding="utf-8"), re.MULTILINE)
    assert found == [value]


def test_srs_is_set_as_the_lab_sets_one_that_it_starts_itself(tmp_path: Path) -> None:
    started = srs_origin._conf((1, 2, 3), tmp_path, OriginSettings("", HLS_DISPOSE), "")
    # Before the one there is nginx, which hands its media on to pages; before the other the harness, which lets them.
    only_there = {("threads", "4"), ("crossdomain", "on")}
    assert settings(started) == settings(SRS_CONF.read_text(encoding="utf-8")) - only_there


def test_the_api_of_an_srs_that_the_lab_starts_asks_for_a_password(tmp_path: Path) -> None:
    started = settings(srs_origin._conf((1, 2, 3), tmp_path, OriginSettings("", HLS_DISPOSE), "a-secret"))
    assert started >= {("username", "chaoslab"), ("password", "a-secret"), ("crossdomain", "off")}


def settings(conf: str) -> set[tuple[str, str]]:
    """Names and values of a configuration of SRS, but for addresses and folders."""
    words = re.sub(r"#.*", "", conf)
    found = {(name, " ".join(value.split())) for name, value in re.findall(r"([a-z_]+)\s+([^;{}]+);", words)}
    return {(name, value) for name, value in found if name not in {"listen", "dir", "hls_path", "pid", "on_publish"}}


def test_nginx_is_set_as_claim_o2_says() -> None:
    text = NGINX_CONF.read_text(encoding="utf-8")
    flv = text[text.index("location ~ ^/live/(?:live/)?") :]
    assert "proxy_buffering off;" in flv[: flv.index("}")]
    socket = text[text.index("location /socket.io/") :]
    assert "proxy_read_timeout 86400;" in socket[: socket.index("}")]


@pytest.mark.skipif(srs() is None, reason="CHAOSLAB_SRS names no srs binary")
def test_srs_finds_no_fault_in_its_configuration(tmp_path: Path) -> None:
    (tmp_path / "objs").mkdir()
    command = [srs() or "", "-t", "-c", str(SRS_CONF)]
    tried = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True, timeout=10)
    assert tried.returncode == 0, tried.stdout + tried.stderr


@dataclass
class Upstream:
    """A server that keeps the head of each request and answers with `parts`, then ends without a proper end if cut."""

    parts: list[bytes]
    heads: list[str] = field(default_factory=list)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.heads.append((await reader.readuntil(b"\r\n\r\n")).decode())
        for part in self.parts:
            writer.write(part)
            await writer.drain()
            await self.go_on.wait()
        writer.transport.abort()


@asynccontextmanager
async def edge(folder: Path, upstream: Upstream) -> AsyncIterator[int]:
    """nginx with the project's configuration, in front of one upstream for SRS and harness; gives its port."""
    program = nginx()
    if program is None:
        pytest.skip("no nginx on PATH, and CHAOSLAB_NGINX names none")
    async with await asyncio.start_server(upstream.answer, "127.0.0.1", 0) as server:
        address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        with reserved_ports(1) as (port,):
            text = NGINX_CONF.read_text(encoding="utf-8").replace("listen 8081", f"listen 127.0.0.1:{port}")
            conf = folder / "nginx.conf"
            conf.write_text(text.replace("srs:8080", address).replace("harness:8000", address), encoding="utf-8")
            command = [program, "-e", "stderr", "-p", f"{folder}/", "-c", str(conf), "-g", "daemon off;"]
            process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.DEVNULL)
            try:
                await wait_until(partial(_has_begun, folder / "nginx.pid"), what="nginx to begin", within=5)
                yield port
            finally:
                process.terminate()
                await process.wait()


async def _has_begun(pid_file: Path) -> bool:
    return pid_file.is_file() and pid_file.stat().st_size > 0


async def ask(port: int, path: str, *headers: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = (f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", *headers, "", "")
    writer.write("\r\n".join(lines).encode())
    return reader, writer


FLV = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nFLV\r\n"
SHORT = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"


async def test_nginx_passes_flv_on_as_it_comes_and_a_cut_stays_a_cut(tmp_path: Path) -> None:
    upstream = Upstream([FLV, b"4\r\nmore\r\n"])
    async with edge(tmp_path, upstream) as port, asyncio.timeout(5):
        reader, writer = await ask(port, "/live/live/some-key.flv?a=1")
        assert (await reader.readuntil(b"FLV\r\n")).startswith(b"HTTP/1.1 200")
        upstream.go_on.set()
        rest = await reader.read()
        writer.close()
    assert upstream.heads[0].startswith("GET /live/some-key.flv?a=1 HTTP/1.1\r\n")
    assert b"more" in rest
    assert not rest.endswith(b"0\r\n\r\n")


@pytest.mark.parametrize(
    ("asked", "reaches"),
    [
        ("/hls/key.m3u8", "/live/key.m3u8"),
        ("/live/key.m3u8?hls_ctx=x", "/live/key.m3u8?hls_ctx=x"),  # as SRS's master playlist names it
        ("/live/key-12.ts?hls_ctx=x", "/live/key-12.ts?hls_ctx=x"),
        ("/hls/key-12.ts", "/live/key-12.ts"),
        ("/live/key.flv?a=1", "/live/key.flv?a=1"),
        ("/api/stream/key", "/api/stream/key"),
        ("/api/viewers/key", "/api/viewers/key"),
        ("/player/", "/player/"),
    ],
)
async def test_nginx_lays_out_the_urls_as_claim_o2_says(asked: str, reaches: str, tmp_path: Path) -> None:
    upstream = Upstream([SHORT])
    upstream.go_on.set()
    async with edge(tmp_path, upstream) as port, asyncio.timeout(5):
        reader, writer = await ask(port, asked, "Connection: close")
        assert (await reader.read()).endswith(b"ok")
        writer.close()
    assert upstream.heads[0].startswith(f"GET {reaches} HTTP/1.1\r\n")


async def test_nginx_keeps_the_control_of_the_harness_from_viewers(tmp_path: Path) -> None:
    upstream = Upstream([SHORT])
    upstream.go_on.set()
    async with edge(tmp_path, upstream) as port, asyncio.timeout(5):
        reader, writer = await ask(port, "/control/stream/key/end", "Connection: close")
        assert (await reader.read()).startswith(b"HTTP/1.1 404")
        writer.close()
    assert upstream.heads == []


async def test_nginx_hands_a_websocket_on_under_the_name_that_the_page_used(tmp_path: Path) -> None:
    upstream = Upstream([b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\nframe"])
    async with edge(tmp_path, upstream) as port, asyncio.timeout(5):
        reader, writer = await ask(port, "/socket.io/?EIO=4", "Connection: Upgrade", "Upgrade: websocket")
        assert (await reader.readuntil(b"frame")).startswith(b"HTTP/1.1 101")
        upstream.go_on.set()
        writer.close()
    head = upstream.heads[0].lower()
    assert f"host: 127.0.0.1:{port}" in head
    assert "connection: upgrade" in head
    assert "upgrade: websocket" in head
