"""How far the lab's retry delays are from what the page itself saw: cut, retry, compare; prints a table.

    python -m benchmarks.retry_truth [--samples 40]

A page fetches an endless stream through a leg, and on its loss asks again after a delay, noting both instants with its
own clock. The lab reads the same delay as its probe does.
"""

import argparse
import asyncio
import json
import statistics
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from chaoslab import clock
from chaoslab.evidence.network.flv_retries import flv_retries
from chaoslab.evidence.network.requests import requests
from chaoslab.rig.browser.browser import Browser, BrowserSetup, open_browser
from chaoslab.rig.browser.driver import open_driver
from chaoslab.rig.legs.proxies import LegProxies, open_proxies
from chaoslab.rig.processes.children import open_children
from chaoslab.run.recording import Recording
from chaoslab.setup.components import locate

DELAY_MS = 300  # the page's own wait before it asks again

PAGE = """<!doctype html><title>retry</title><script>
const truth = []; let lost = null;
async function attempt() {
  if (lost !== null) truth.push([lost, performance.now()]);
  try {
    const reader = (await fetch(new URLSearchParams(location.search).get('flv'))).body.getReader();
    while (!(await reader.read()).done);
  } catch {}
  lost = performance.now();
  setTimeout(attempt, DELAY);
}
attempt();
</script>""".replace("DELAY", str(DELAY_MS))


async def main(samples: int) -> None:
    """Print the errors over all samples, in milliseconds."""
    async with _world() as (browser, proxies, record, page):
        await browser.open(f"{page}?flv=http://127.0.0.1:{proxies.ports['flv']}/live.flv")
        for turn in range(1, samples + 1):
            await _streaming(record, turn)
            await proxies.disable("flv")
            await proxies.enable("flv")
        await _streaming(record, samples + 1)
        truth = json.loads(await browser.page.evaluate("JSON.stringify(truth)"))
    measured = [retry.delay * 1000 for retry in flv_retries(record.so_far())]
    errors = sorted(abs(seen - (asked - lost)) for seen, (lost, asked) in zip(measured, truth, strict=True))
    late = sorted(asked - lost - DELAY_MS for lost, asked in truth)
    close = sum(error <= 1 for error in errors)
    print(f"{len(errors)} retries, |measured - in-page| in ms: {_row(errors)}; {close} within 1 ms")
    print(f"the page's own lateness on its {DELAY_MS} ms timer, ms: {_row(late)}")


def _row(values: list[float]) -> str:
    p95 = values[int(len(values) * 0.95)]
    return f"median {statistics.median(values):.3f}, p95 {p95:.3f}, max {values[-1]:.3f}"


async def _streaming(record: Recording, attempts: int) -> None:
    def running() -> bool:
        return (
            sum(request.is_flv and request.answered_at is not None for request in requests(record.so_far())) >= attempts
        )

    deadline = clock.now() + 10
    while not running():
        assert clock.now() < deadline, f"attempt {attempts} was never answered"
        await asyncio.sleep(0.02)
    await asyncio.sleep(0.1)


@asynccontextmanager
async def _world() -> AsyncIterator[tuple[Browser, LegProxies, Recording, str]]:
    record = Recording()
    server = await asyncio.start_server(_serve, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    async with (
        open_children() as children,
        open_driver(children) as driver,
        open_proxies(children, locate("toxiproxy"), {"flv": address}) as proxies,
    ):
        ports = {port: leg for leg, port in proxies.ports.items()}
        setup = BrowserSetup("retry", locate("chromium"), locate("recorder"), ports)
        async with open_browser(children, driver, setup, record) as browser:
            yield browser, proxies, record, f"http://127.0.0.1:{address[1]}/"
    server.close()


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        target = (await reader.readuntil(b"\r\n\r\n")).split()[1].decode()
        if not target.startswith("/live.flv"):
            head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(PAGE)}\r\n\r\n"
            writer.write(head.encode() + PAGE.encode())
            await writer.drain()
            return
        writer.write(b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"4\r\nFLV!\r\n")
            await writer.drain()
            await asyncio.sleep(0.03)
    except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
        return
    finally:
        writer.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=int, default=40)
    asyncio.run(main(parser.parse_args().samples))
