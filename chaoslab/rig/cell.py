"""A cell: what one trial has for itself: Toxiproxy with its legs, the publisher, the browser."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from chaoslab.events import Sink
from chaoslab.legs import LEGS, Leg
from chaoslab.plan import RigPlan, TrialPlan
from chaoslab.player import defect_of
from chaoslab.rig.browser import Browser, BrowserSetup, open_browser
from chaoslab.rig.children import Child
from chaoslab.rig.enter_together import enter_together
from chaoslab.rig.harness import Media
from chaoslab.rig.lane import Lane
from chaoslab.rig.proxies import LegProxies, open_proxies
from chaoslab.rig.stream import open_stream

# DOM states of the reference player, by the names that probes and reports know.
STATES = {
    "waiting": "[data-testid=overlay-waiting]",
    "spinner": "[data-testid=overlay-buffering]",
    "retrying": "[data-testid=overlay-retrying]",
    "error": "[data-testid=overlay-error]",
}
_LAST_WORDS_WITHIN = 0.2  # seconds


@dataclass(frozen=True)
class Cell:
    """A trial's own world, on which faults act."""

    proxies: LegProxies
    browser: Browser
    page_url: str
    parts: tuple[Child, ...]

    async def died(self, *, within: float) -> str | None:
        """Wait `within` seconds; what ended in them, in words, if anything did."""
        gone = self.browser.gone
        ends = [asyncio.ensure_future(part.process.wait()) for part in self.parts]
        watched: tuple[asyncio.Future[Any], ...] = (gone, *ends)
        try:
            await asyncio.wait(watched, timeout=max(within, 0), return_when=asyncio.FIRST_COMPLETED)
            if gone.done():  # a browser that died shows in both ways, and its last words say more
                await asyncio.wait(ends, timeout=_LAST_WORDS_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for end in ends:
                end.cancel()
        if dead := next((part for part in self.parts if not part.alive), None):
            return f"{dead.name} ended in the middle of the trial: {dead.last_words()}"
        return f"{gone.result()} in the middle of the trial" if gone.done() else None


@asynccontextmanager
async def open_cell(lane: Lane, plan: TrialPlan, key: str, sink: Sink) -> AsyncIterator[Cell]:
    """Start the trial's own parts; the stream plays under a key that begins with `key`."""
    async with AsyncExitStack() as stack:
        proxies = await stack.enter_async_context(open_proxies(lane.children, lane.toxiproxy, _upstreams(lane.media)))
        setup = BrowserSetup(
            name=plan.id,
            executable=lane.browser,
            recorder=lane.recorder,
            ports={port: leg for leg, port in proxies.ports.items()},
            states=STATES,
            headed=plan.rig.headed,
        )
        stream, browser = await enter_together(
            stack,
            open_stream(lane.children, lane.media.harness, sink, ingest_port=proxies.ports["ingest"], key=key),
            open_browser(lane.children, lane.driver, setup, sink),
        )
        parts = (proxies.child, stream.publisher.child, browser.child, *lane.media.parts)
        yield Cell(proxies, browser, page_url(lane.media, proxies.ports, stream.key, plan.rig), parts)


def stream_key() -> str:
    """A key that no other trial uses."""
    return f"lab-{secrets.token_hex(6)}"


def page_url(media: Media, ports: Mapping[Leg, int], key: str, rig: RigPlan) -> str:
    """The reference player's page with the URL of every leg, laid out as nginx does (claim O2)."""
    legs = {leg: f"http://127.0.0.1:{port}" for leg, port in ports.items()}
    query = {
        "flv": f"{legs['flv']}/live/live/{key}.flv",
        "hls": f"{legs['hls']}/hls/{key}.m3u8",
        "socket": legs["socket"],
        "api": f"{legs['api']}/api",
        "key": key,
        "mode": rig.mode,
    }
    if defect := defect_of(rig.player):
        query["defect"] = defect
    return f"{media.harness.url}/player/?{urlencode(query)}"


def _upstreams(media: Media) -> Mapping[Leg, tuple[str, int]]:
    ingest = (media.origin.rtmp_host, media.origin.rtmp_port)
    return {leg: ingest if leg == "ingest" else (media.harness.host, media.harness.port) for leg in LEGS}
