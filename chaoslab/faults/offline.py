"""Offline: the page has no network: open connections break, new requests fail, and the page is told so."""

import asyncio
from collections.abc import Awaitable, Iterable, Iterator
from typing import ClassVar

from chaoslab.evidence.network.lost_connections import broken_requests
from chaoslab.evidence.network.sockets import first_loss
from chaoslab.evidence.player.page_lifecycle import told
from chaoslab.faults._contract import Fault, Group
from chaoslab.legs.leg import Leg
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World

PAGE_LEGS: tuple[Leg, ...] = ("flv", "hls", "socket", "api", "page")  # all that a page uses


class Offline(Fault):
    """The network is gone: every leg of the page is cut, and the browser refuses new requests and tells the page, its
    frames and workers so.

    The legs are cut as well because a browser that is merely set offline lets running streams go on, which no lost
    network does.
    """

    group: ClassVar[Group] = "Page"
    words: ClassVar[str] = "the network is gone: open connections break, new requests fail, the page is told"
    happened: ClassVar[str] = "the network was lost"
    meant: ClassVar[str] = "the network was to be lost"
    named: ClassVar[str] = "offline"
    alone: ClassVar[bool] = True

    def holds(self) -> frozenset[str]:
        return frozenset(f"the {leg} leg" for leg in PAGE_LEGS)

    async def inject(self, world: World) -> None:
        await world.browser.go_offline()
        await _all_of(world.proxies.disable(leg) for leg in _legs(world))

    async def lift(self, world: World) -> None:
        try:
            await _all_of(world.proxies.enable(leg) for leg in _legs(world))
        finally:
            await world.browser.go_online()

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser told the page with a trusted event that it is offline, and its network stack lost connections of
        the page.

        Neither is enough on its own: a page can be told while its stream goes on.
        """
        until = injection.until(timeline)
        event = told(timeline, EventName.PAGE_WENT_OFFLINE, injection.sent_at, until)
        if event is None or event.data.get("online") is not False:
            return None
        lost = min(_losses(timeline, injection.sent_at, until), key=lambda loss: loss[0], default=None)
        return Sighting(max(event.at, lost[0]), "browser", f"trusted offline, and {lost[1]}") if lost else None


def _legs(world: World) -> tuple[Leg, ...]:
    return tuple(leg for leg in PAGE_LEGS if leg in world.proxies.ports)


async def _all_of(calls: Iterable[Awaitable[None]]) -> None:
    """Make all calls at once; when all have ended, raise the first failure."""
    results = await asyncio.gather(*calls, return_exceptions=True)
    failure = next((result for result in results if result is not None), None)
    if failure is not None:
        raise failure


def _losses(timeline: Timeline, start: float, end: float) -> Iterator[tuple[float, str]]:
    """(when, in words) for each request that broke on the legs of the page, and the first WebSocket of each leg."""
    for leg in PAGE_LEGS:
        if loss := first_loss(timeline, leg, start, end):
            yield loss.at, loss.detail
    for request, broken in broken_requests(timeline):
        if request.leg in PAGE_LEGS and start <= broken.at <= end:
            yield broken.at, broken.words
