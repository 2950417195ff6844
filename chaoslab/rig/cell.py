"""A cell: what one trial has for itself: Toxiproxy with its legs, the publisher, the browser."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from chaoslab.errors import UsageError
from chaoslab.legs.leg import LEGS, Leg
from chaoslab.legs.page_routes import PageOrigin, PageRoutes
from chaoslab.plan.model import TrialPlan
from chaoslab.rig.browser.browser import Browser, BrowserSetup, open_browser
from chaoslab.rig.browser.player_page import page_url, require_openable, view_of
from chaoslab.rig.lane import Lane
from chaoslab.rig.legs.gated_legs import gated_legs
from chaoslab.rig.legs.page_router import PageRouter, open_page_router
from chaoslab.rig.legs.proxies import LegProxies, open_proxies
from chaoslab.rig.legs.traced_legs import TracedLegs
from chaoslab.rig.media.harness import Media
from chaoslab.rig.media.hls_ready import wait_for_hls
from chaoslab.rig.media.origin_watch import watched_origin
from chaoslab.rig.media.publisher import Publisher
from chaoslab.rig.media.stream import open_stream
from chaoslab.rig.media.stream_needs import is_origin_watched, is_watched, needs_of, publisher_settings
from chaoslab.rig.media.stream_watch import watched_stream
from chaoslab.rig.media.trial_edge import TrialEdge, open_trial_edge
from chaoslab.rig.media.trial_origin import TrialOrigin, trial_origin
from chaoslab.rig.processes.children import Child
from chaoslab.rig.processes.enter_together import enter_together
from chaoslab.rig.trial_signalling import Ground, TrialSignalling, open_ground, open_trial_signalling
from chaoslab.timeline.events import Sink

_LAST_WORDS_WITHIN = 0.2  # seconds


@dataclass(frozen=True)
class Cell:
    """A trial's own world, on which faults act."""

    proxies: LegProxies
    browser: Browser
    page_url: str
    parts: tuple[Child, ...]
    publisher: Publisher
    signalling: TrialSignalling
    edge: TrialEdge
    origin: TrialOrigin
    links: TracedLegs
    page_origin: PageOrigin | None = None  # what a page that takes everything from its own origin is opened at

    async def died(self, *, within: float) -> str | None:
        """Wait `within` seconds; what ended in them, in words, if anything did."""
        gone, unserved = self.browser.gone, self.signalling.gone
        unpublished = self.publisher.gone
        ends = [asyncio.ensure_future(part.process.wait()) for part in self.parts]
        watched: tuple[asyncio.Future[Any], ...] = (gone, *unserved, unpublished, self.origin.gone, *ends)
        try:
            await asyncio.wait(watched, timeout=max(within, 0), return_when=asyncio.FIRST_COMPLETED)
            if gone.done():  # a browser that died shows in both ways, and its last words say more
                await asyncio.wait(ends, timeout=_LAST_WORDS_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for end in ends:
                end.cancel()
        fallen = (self.origin.gone.result(),) if self.origin.gone.done() else ()
        if dead := next((part for part in (*fallen, *self.parts) if not part.alive), None):
            return f"{dead.name} ended in the middle of the trial: {dead.last_words()}"
        told = next((one.result() for one in (*unserved, unpublished, gone) if one.done()), None)
        return f"{told} in the middle of the trial" if told else None


@asynccontextmanager
async def open_cell(
    lane: Lane, plan: TrialPlan, key: str, sink: Sink, *, routes: PageRoutes | None = None
) -> AsyncIterator[Cell]:
    """Start the trial's own parts; the stream plays under a key that begins with `key`.

    With `routes` there are a `page` leg to the player's own server and an origin from which a page takes everything.
    """
    require_openable(plan.rig)
    async with AsyncExitStack() as stack:
        ground = await stack.enter_async_context(open_ground(lane, redis=plan.rig.redis))
        upstreams = _upstreams(lane.media, ground, routes)
        require_legs(plan, upstreams)
        opening = open_proxies(lane.children, lane.toxiproxy, upstreams, gated=gated_legs(plan))
        proxies = await stack.enter_async_context(opening)
        router = await _router(stack, lane, routes, proxies)
        setup = BrowserSetup(
            name=plan.id,
            executable=lane.browser,
            recorder=lane.recorder,
            ports={port: leg for leg, port in proxies.ports.items()},
            view=view_of(plan.rig.spec),
            headed=plan.rig.headed,
            page=router.origin if router else None,
        )
        needs = needs_of(plan.steps)
        stream, browser = await enter_together(
            stack,
            open_stream(
                lane.children,
                lane.media.harness,
                sink,
                ingest_port=proxies.ports["ingest"],
                key=key,
                settings=publisher_settings(needs),
            ),
            open_browser(lane.children, lane.driver, setup, sink),
        )
        if is_watched(needs):
            await stack.enter_async_context(watched_stream(lane.media.harness.url, stream.key, sink))
        if is_origin_watched(needs):
            await stack.enter_async_context(watched_origin(lane.media.origin, sink))
        if plan.rig.mode == "hls" or plan.rig.spec:
            await wait_for_hls(lane.media.harness, stream.key)
        parts = (*proxies.parts, browser.child, lane.media.harness.child)
        url = page_url(lane.media.harness.url, proxies.ports, stream.key, plan.rig, origin=setup.page)
        parts = (*parts, router.child) if router else parts
        signalling = await stack.enter_async_context(open_trial_signalling(ground, proxies.ports, stream.key, sink))
        edging = open_trial_edge(lane.media.harness, stream.key, proxies.ports, setup.page)
        edge = await stack.enter_async_context(edging)
        origin = trial_origin(lane.media.origin, stream.key)
        yield Cell(
            proxies,
            browser,
            url,
            parts,
            stream.publisher,
            signalling,
            edge,
            origin,
            TracedLegs(proxies, sink),
            setup.page,
        )


def stream_key() -> str:
    """A key that no other trial uses."""
    return f"lab-{secrets.token_hex(6)}"


def require_legs(plan: TrialPlan, legs: Collection[Leg]) -> None:
    """Raise UsageError where a step harms a leg that the trial does not have."""
    for step in plan.steps:
        given = step.settings.get("leg") or ()
        absent = [leg for leg in ([given] if isinstance(given, str) else given) if leg not in legs]
        if absent:
            only = "; only a player with a server of its own has it" if absent[0] == "page" else ""
            player = plan.rig.player
            raise UsageError(f"{plan.experiment}: {step.fault}: the {player} player has no {absent[0]} leg{only}")


async def _router(
    stack: AsyncExitStack, lane: Lane, routes: PageRoutes | None, proxies: LegProxies
) -> PageRouter | None:
    if routes is None:
        return None
    return await stack.enter_async_context(open_page_router(lane.children, routes, proxies.ports))


def _upstreams(media: Media, ground: Ground, routes: PageRoutes | None) -> Mapping[Leg, tuple[str, int]]:
    edge = (media.harness.host, media.harness.port)
    found: dict[Leg, tuple[str, int]] = {"flv": edge, "hls": edge, "api": edge, **ground.upstreams}
    found["ingest"] = (media.origin.rtmp_host, media.origin.rtmp_port)
    if routes is not None:
        found["page"] = routes.address
    return {leg: found[leg] for leg in LEGS if leg in found}
