"""The router on the real rig: a page that takes everything from its own origin, and its legs harmed one by one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urlsplit

import pytest

from chaoslab import clock
from chaoslab.evidence.network.requests import Request, requests
from chaoslab.experiment.method.step import Step
from chaoslab.legs.leg import Leg
from chaoslab.legs.page_routes import PageRoutes
from chaoslab.plan.model import TrialPlan
from chaoslab.rig.cell import Cell, open_cell, stream_key
from chaoslab.rig.lane import open_lane
from chaoslab.rig.legs.page_router import open_page_router
from chaoslab.rig.legs.proxies import LegProxies, open_proxies
from chaoslab.rig.processes.children import open_children, wait_until
from chaoslab.rig.processes.ports import LOOPBACK
from chaoslab.run.injector import Injector
from chaoslab.run.recording import Recording
from chaoslab.setup.components import locate
from chaoslab.timeline.events import Event, EventName
from tests.rig.legs.page_router.own_server import MPEGTS, own_server
from tests.rig.legs.page_router.stage import CHUNKED, Side, Stage, listening

pytestmark = pytest.mark.lab
AT_ONCE = 0.25  # seconds
CUT = Step(at=0, lasting=1, fault="proxy_down", settings={"leg": "flv"})
RESET = Step(at=0, lasting=1, fault="reset_connection", settings={"leg": "flv"})


@asynccontextmanager
async def cell(record: Recording, *steps: Step) -> AsyncIterator[Cell]:
    """A cell in which somebody's own page is open and plays."""
    plan = TrialPlan(id="own-page", experiment="own-page.yaml", title="A page on a server of its own", steps=steps)
    async with (
        open_lane("embedded", "chromium") as lane,
        own_server() as server,
        open_cell(lane, plan, stream_key(), record, routes=PageRoutes(server)) as opened,
    ):
        assert opened.page_origin is not None
        (key,) = parse_qs(urlsplit(opened.page_url).query)["key"]
        await opened.browser.open(f"{opened.page_origin.url}/watch/{key}")
        await frames(record, since=clock.now())
        yield opened


async def frames(record: Recording, *, since: float) -> Event:
    """Wait until thirty pictures were shown."""

    async def there() -> bool:
        return len(shown(record, since)) >= 30

    await wait_until(there, what="thirty pictures", within=15)
    return shown(record, since)[0]


def shown(record: Recording, since: float) -> list[Event]:
    return [event for event in record.so_far().named(EventName.FRAME_PRESENTED) if event.at > since]


async def answers(record: Recording, leg: Leg, status: int, *, since: float, count: int = 1) -> list[Request]:
    """Wait for so many requests that were asked and answered since then."""

    def found() -> list[Request]:
        asked = (request for request in requests(record.so_far()) if request.leg == leg and request.started_at > since)
        return [request for request in asked if request.status == status]

    async def there() -> bool:
        return len(found()) >= count

    await wait_until(there, what=f"{count} answers of {status} on {leg}", within=10)
    return found()


@pytest.mark.skipif(not MPEGTS.is_file(), reason="the front end's packages are not installed")
async def test_flv_is_cut_with_its_receipt_while_hls_of_the_same_origin_lives() -> None:
    record = Recording()
    async with cell(record) as opened:
        injector, began = Injector(opened, record), clock.now()
        for turn in range(3):  # a busy machine is late now and then, and not each time
            injection = await injector.inject(turn, CUT)
            await asyncio.wait_for(injector.look_for_witness(injection), 5)
            await answers(record, "flv", 502, since=injection.returned_at)
            await answers(record, "hls", 200, since=injection.returned_at, count=5)
            await injector.lift(turn)
            await frames(record, since=clock.now())
            seen = record.so_far().named(EventName.FAULT_SEEN)[-1]
            assert seen.data["step"] == turn and seen.at >= injection.sent_at
            if seen.at - injection.sent_at < AT_ONCE:
                break
    timeline = record.so_far()
    assert seen.at - injection.sent_at < AT_ONCE
    assert seen.data["detail"].startswith("net::ERR_INCOMPLETE_CHUNKED_ENCODING on /live/live/")
    socket, heard = timeline.first(EventName.SOCKET_OPENED), timeline.first(EventName.SOCKET_RECEIVED)
    assert socket is not None and socket.data["leg"] == "socket"
    assert heard is not None and heard.data["text"].startswith('0{"sid"')
    assert {request.path: request.leg for request in requests(timeline)}["/mpegts.js"] == "page"
    hls = [request for request in requests(timeline) if request.leg == "hls" and request.started_at > began]
    assert {request.status for request in hls if request.answered_at is not None} == {200}
    assert [request for request in hls if request.error and not request.canceled] == []


@pytest.mark.skipif(not MPEGTS.is_file(), reason="the front end's packages are not installed")
async def test_a_reset_of_flv_reaches_the_browser_of_such_a_page_as_a_reset() -> None:
    record = Recording()
    async with cell(record, RESET) as opened:
        injector = Injector(opened, record)
        injection = await injector.inject(0, RESET)
        await asyncio.wait_for(injector.look_for_witness(injection), 5)
        await injector.lift(0)
        await frames(record, since=clock.now())
    timeline = record.so_far()
    seen = timeline.first(EventName.FAULT_SEEN)
    assert seen is not None
    assert seen.data["detail"].startswith("net::ERR_CONNECTION_RESET on /live/live/")
    broken = [request for request in requests(timeline) if request.error and not request.canceled]
    assert [request.is_flv for request in broken] == [True]  # no other answer ended other than properly


async def stream(side: Side) -> None:
    await side.head()
    await side.send(CHUNKED)
    await side.reader.read()


@asynccontextmanager
async def behind_toxiproxy(*gated: Leg) -> AsyncIterator[tuple[LegProxies, Stage]]:
    """The legs of a Toxiproxy with the router before them, and gates between the two on some."""
    async with listening(stream) as port, open_children() as children:
        upstreams: dict[Leg, tuple[str, int]] = dict.fromkeys(("flv", "hls", "socket", "api", "page"), (LOOPBACK, port))
        async with (
            open_proxies(children, locate("toxiproxy"), upstreams, gated=gated) as proxies,
            open_page_router(children, PageRoutes(f"http://{LOOPBACK}:{port}"), proxies.ports) as router,
        ):
            yield proxies, Stage(router.origin.port)


async def test_a_leg_that_is_cut_ends_with_fin_and_refuses_while_the_others_go_on() -> None:
    async with behind_toxiproxy() as (proxies, front):
        async with front.asking("/live/live/k.flv") as flv, front.asking("/hls/k.m3u8") as hls:
            await flv.exactly(CHUNKED)
            await hls.exactly(CHUNKED)
            await proxies.disable("flv")
            assert await flv.rest() == b""
            assert await hls.silent(seconds=0.3)
        async with front.asking("/live/live/k.flv") as refused:
            assert (await refused.head()).startswith(b"HTTP/1.1 502")
        await proxies.enable("flv")
        async with front.asking("/live/live/k.flv") as again:
            await again.exactly(CHUNKED)


async def test_a_leg_on_which_toxiproxy_resets_is_reset() -> None:
    async with behind_toxiproxy() as (proxies, front):
        await proxies.add_toxic("flv", "reset_peer", {"timeout": 0})
        async with front.asking("/live/live/k.flv") as flv:
            assert await flv.end() == "RST"


async def test_what_a_gate_does_reaches_the_browser_and_another_leg_goes_on() -> None:
    async with behind_toxiproxy("flv") as (proxies, front), front.asking("/hls/k.m3u8") as hls:
        await hls.exactly(CHUNKED)
        for act, end in ((proxies.reset, "RST"), (proxies.close, "FIN")):
            async with front.asking("/live/live/k.flv") as flv:
                await flv.exactly(CHUNKED)
                await act("flv")
                assert await flv.end() == end
        await proxies.hold("flv")
        async with front.asking("/live/live/k.flv") as held:
            assert await held.silent(seconds=0.3)
            await proxies.release("flv")
            assert await held.end() == "FIN"
        await proxies.refuse("flv")
        async with front.asking("/live/live/k.flv") as refused:
            assert (await refused.head()).startswith(b"HTTP/1.1 502")
        assert await hls.silent(seconds=0.1)


async def test_a_leg_that_falls_silent_is_silent_and_ends_when_toxiproxy_ends_it() -> None:
    async with behind_toxiproxy() as (proxies, front):
        await proxies.add_toxic("flv", "timeout", {"timeout": 0})
        async with front.asking("/live/live/k.flv") as flv:
            assert await flv.silent(seconds=0.5)
            await proxies.remove_toxic("flv", "timeout")
            assert await flv.end() == "FIN"


async def test_toxiproxy_itself_hands_a_reset_on_as_fin_which_is_why_the_router_stands_before_it() -> None:
    async def reset(side: Side) -> None:
        await side.reader.read(1)
        side.reset()

    async with (
        listening(reset) as port,
        open_children() as children,
        open_proxies(children, locate("toxiproxy"), {"flv": (LOOPBACK, port)}) as proxies,
    ):
        for at, end in ((port, "RST"), (proxies.ports["flv"], "FIN")):
            async with Stage(at).browser() as browser:
                await browser.send(b"x")
                assert await browser.end() == end
