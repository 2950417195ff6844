"""A cell: what one trial has to itself: Toxiproxy with its legs, the publisher, the browser."""

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
from chaoslab.rig.media.stream import Stream, open_stream
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
        """Wait up to `within` seconds; what ended in that time, in words, if anything did."""
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
        ended = next((task.result() for task in (*unserved, unpublished, gone) if task.done()), None)
        return f"{ended} in the middle of the trial" if ended else None


@asynccontextmanager
async def open_cell(
    lane: Lane, plan: TrialPlan, key: str, sink: Sink, *, routes: PageRoutes | None = None
) -> AsyncIterator[Cell]:
    """Start the trial's own parts; the stream plays under a key that begins with `key`.

    With `routes` there are a `page` leg to the player's own server and an origin from which a page takes everything.
    """
    require_openable(plan.rig)
    harness = lane.media.harness
    async with (
        _open_legs(lane, plan, routes, key) as legs,
        _open_ends(lane, plan, legs, key=key, sink=sink) as (stream, browser),
        _watched(lane, plan, stream.key, sink),
    ):
        if plan.rig.mode == "hls" or plan.rig.spec:
            await wait_for_hls(harness, stream.key)
        async with (
            open_trial_signalling(legs.ground, legs.ports, stream.key, sink) as signalling,
            open_trial_edge(harness, stream.key, legs.ports, legs.page) as edge,
        ):
            yield Cell(
                proxies=legs.proxies,
                browser=browser,
                page_url=page_url(harness.url, legs.ports, stream.key, plan.rig, origin=legs.page),
                parts=(*legs.proxies.parts, browser.child, harness.child, *legs.parts),
                publisher=stream.publisher,
                signalling=signalling,
                edge=edge,
                origin=trial_origin(lane.media, stream.key),
                links=TracedLegs(legs.proxies, sink),
                page_origin=legs.page,
            )


@dataclass(frozen=True)
class _Legs:
    """What is between the page and the servers; a router only if the page takes everything from one origin."""

    ground: Ground
    proxies: LegProxies
    router: PageRouter | None

    @property
    def ports(self) -> Mapping[Leg, int]:
        """Where each leg begins."""
        return self.proxies.ports

    @property
    def page(self) -> PageOrigin | None:
        """The origin from which the page takes everything."""
        return self.router.origin if self.router else None

    @property
    def parts(self) -> tuple[Child, ...]:
        """What runs besides the proxies."""
        return (self.router.child,) if self.router else ()


@asynccontextmanager
async def _open_legs(lane: Lane, plan: TrialPlan, routes: PageRoutes | None, key: str) -> AsyncIterator[_Legs]:
    async with AsyncExitStack() as stack:
        ground = await stack.enter_async_context(open_ground(lane, redis=plan.rig.redis))
        upstreams = _upstreams(lane.media, ground, routes)
        require_legs(plan, upstreams)
        opening = open_proxies(lane.children, lane.toxiproxy, upstreams, gated=gated_legs(plan))
        proxies = await stack.enter_async_context(opening)
        yield _Legs(ground, proxies, await _router(stack, lane, routes, proxies, key=key))


@asynccontextmanager
async def _open_ends(
    lane: Lane, plan: TrialPlan, legs: _Legs, *, key: str, sink: Sink
) -> AsyncIterator[tuple[Stream, Browser]]:
    """The publisher and the browser."""
    settings, ingest_port = publisher_settings(needs_of(plan.steps)), legs.ports["ingest"]
    async with AsyncExitStack() as stack:
        yield await enter_together(
            stack,
            open_stream(lane.children, lane.media, sink, ingest_port=ingest_port, key=key, settings=settings),
            open_browser(lane.children, lane.driver, _browser_setup(lane, plan, legs), sink),
        )


def _browser_setup(lane: Lane, plan: TrialPlan, legs: _Legs) -> BrowserSetup:
    return BrowserSetup(
        name=plan.id,
        executable=lane.browser,
        recorder=lane.recorder,
        ports={port: leg for leg, port in legs.ports.items()},
        view=view_of(plan.rig.spec),
        headed=plan.rig.headed,
        page=legs.page,
    )


@asynccontextmanager
async def _watched(lane: Lane, plan: TrialPlan, key: str, sink: Sink) -> AsyncIterator[None]:
    """Watch what the witnesses of this trial's faults need."""
    needs = needs_of(plan.steps)
    async with AsyncExitStack() as stack:
        if is_watched(needs):
            await stack.enter_async_context(watched_stream(lane.media.harness.url, key, sink))
        if is_origin_watched(needs):
            await stack.enter_async_context(watched_origin(lane.media.origin, sink))
        yield


def stream_key() -> str:
    """A key that no other trial uses."""
    return f"lab-{secrets.token_hex(6)}"


def require_legs(plan: TrialPlan, legs: Collection[Leg]) -> None:
    """Raise UsageError if a step harms a leg that the trial does not have."""
    for step in plan.steps:
        harmed = step.settings.get("leg") or ()
        absent = [leg for leg in ([harmed] if isinstance(harmed, str) else harmed) if leg not in legs]
        if absent:
            only = "; only a player with a server of its own has one" if absent[0] == "page" else ""
            player = plan.rig.player
            raise UsageError(f"{plan.experiment}: {step.fault}: the {player} player has no {absent[0]} leg{only}")


async def _router(
    stack: AsyncExitStack, lane: Lane, routes: PageRoutes | None, proxies: LegProxies, *, key: str
) -> PageRouter | None:
    if routes is None:
        return None
    return await stack.enter_async_context(open_page_router(lane.children, routes, proxies.ports, key=key))


def _upstreams(media: Media, ground: Ground, routes: PageRoutes | None) -> Mapping[Leg, tuple[str, int]]:
    edge = (media.harness.host, media.harness.port)
    upstreams: dict[Leg, tuple[str, int]] = {"flv": edge, "hls": edge, "api": edge, **ground.upstreams}
    upstreams["ingest"] = (media.origin.rtmp_host, media.origin.rtmp_port)
    if routes is not None:
        upstreams["page"] = routes.address
    return {leg: upstreams[leg] for leg in LEGS if leg in upstreams}
