"""What the router before a page's own origin adds: time to the first byte, throughput, delay of live pieces, cores.

python -m benchmarks.page_router [--seconds 10]

The same server is asked directly, through a Toxiproxy leg, and through the router and that leg.
"""

import argparse
import asyncio
import multiprocessing
import socket
import statistics
import struct
from collections.abc import Mapping, Sequence

from chaoslab import clock
from chaoslab.legs.leg import Leg
from chaoslab.legs.page_routes import PageRoutes
from chaoslab.rig.legs.page_router import open_page_router
from chaoslab.rig.legs.proxies import open_proxies
from chaoslab.rig.processes import machine
from chaoslab.rig.processes.children import open_children
from chaoslab.rig.processes.ports import LOOPBACK, listening_socket
from chaoslab.setup.components import locate

HEAD = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
REQUESTS = 300
BULK = 1 << 29  # bytes
PIECE = 4096  # bytes; a frame of the lab's stream has 3300 on average
RATE = 30  # pieces a second
LEGS: tuple[Leg, ...] = ("flv", "hls", "socket", "api", "page")


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer /api/ shortly, /hls/ in bulk, and anything else with pieces that carry the instant at which they left."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        writer.write(HEAD)
        if b"/hls/" in head:
            for _ in range(BULK >> 16):
                writer.write(bytes(1 << 16))
                await writer.drain()
        while b"/live/" in head:
            writer.write(struct.pack("d", clock.now()) + bytes(PIECE - 8))
            await writer.drain()
            await asyncio.sleep(1 / RATE)
    except (OSError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


def run_server(listening: socket.socket) -> None:
    """The server, in a process of its own."""

    async def forever() -> None:
        await (await asyncio.start_server(serve, sock=listening)).serve_forever()

    asyncio.run(forever())


async def ask(port: int, path: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Send a request and take in the head of its answer."""
    reader, writer = await asyncio.open_connection(LOOPBACK, port, limit=1 << 18)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {LOOPBACK}\r\n\r\n".encode())
    await reader.readexactly(len(HEAD))
    return reader, writer


async def first_bytes(port: int) -> list[float]:
    """Seconds from the opening of a connection to the head of its answer."""
    waits = []
    for _ in range(REQUESTS):
        started = clock.now()
        _, writer = await ask(port, "/api/x")
        waits.append(clock.now() - started)
        writer.close()
    return waits


async def throughput(port: int) -> float:
    """Bytes a second of a large answer."""
    reader, writer = await ask(port, "/hls/k.ts")
    started, got = clock.now(), 0
    while data := await reader.read(1 << 18):
        got += len(data)
    writer.close()
    assert got == BULK
    return got / (clock.now() - started)


async def delays(port: int, seconds: float) -> list[float]:
    """Seconds from the sending of each live piece to its arrival."""
    reader, writer = await ask(port, "/live/live/k.flv")
    until, late = clock.now() + seconds, []
    while clock.now() < until:
        piece = await reader.readexactly(PIECE)
        late.append(clock.now() - struct.unpack("d", piece[:8])[0])
    writer.close()
    return late


def quantiles(values: Sequence[float]) -> str:
    """Median and 99th percentile in milliseconds."""
    ordered = sorted(values)
    return f"{statistics.median(ordered) * 1000:6.2f} {ordered[int(len(ordered) * 0.99)] * 1000:6.2f}"


async def main(seconds: float) -> None:
    """Print a line for each way."""
    with listening_socket() as listening:
        server = multiprocessing.get_context("fork").Process(target=run_server, args=(listening,), daemon=True)
        server.start()
        upstream: tuple[str, int] = listening.getsockname()
    try:
        async with (
            open_children() as children,
            open_proxies(children, locate("toxiproxy"), dict.fromkeys(LEGS, upstream)) as proxies,
            open_page_router(children, PageRoutes(f"http://{LOOPBACK}:{upstream[1]}"), proxies.ports) as router,
        ):
            ways = {"direct": dict.fromkeys(LEGS, upstream[1]), "leg": proxies.ports}
            await measure({**ways, "router and leg": dict.fromkeys(LEGS, router.origin.port)}, seconds)
            before = machine.cpu_seconds(router.child.pid)
            await delays(router.origin.port, seconds)
            cores = (machine.cpu_seconds(router.child.pid) - before) / seconds
            print(f"the router with one live stream: {cores:.4f} core")
    finally:
        server.kill()


async def measure(ways: Mapping[str, Mapping[Leg, int]], seconds: float) -> None:
    """The table."""
    print(f"{'':<16} first byte ms    delay of a piece ms   MB/s")
    print(f"{'':<16} median    p99    median    p99")
    for name, ports in ways.items():
        first, late = quantiles(await first_bytes(ports["api"])), quantiles(await delays(ports["flv"], seconds))
        print(f"{name:<16} {first}    {late}       {await throughput(ports['hls']) / 1e6:8.0f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=10)
    asyncio.run(main(parser.parse_args().seconds))
