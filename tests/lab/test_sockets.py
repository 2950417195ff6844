"""Every socket at which a live trial listens, and what a stranger gets there: another user, or a page of the web."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
import pytest_asyncio

from chaoslab.experiment.method.step import Step
from chaoslab.legs.page_routes import PageRoutes
from chaoslab.plan.model import RigPlan, TrialPlan
from chaoslab.rig.cell import Cell, open_cell, stream_key
from chaoslab.rig.lane import Lane, open_lane
from chaoslab.rig.media.origins import names
from chaoslab.rig.media.publisher.rtmp import Lost, Refused, publishing
from chaoslab.run.recording import Recording
from tests.lab.stranger import PAGE, Listener, asked, command_lines, listeners, may_be_used_by_others
from tests.programs_here import redis
from tests.rig.conftest import NEEDS_SRS
from tests.rig.legs.page_router.own_server import own_server

pytestmark = [pytest.mark.lab, pytest.mark.asyncio(loop_scope="module")]

GATED = Step(at=600, lasting=1, fault="connect_refused", settings={"leg": "flv"})
ORDERS = (
    *(("GET", "/version"), ("GET", "/proxies"), ("POST", "/reset"), ("POST", "/proxies")),  # Toxiproxy
    *(("GET", "/api/stat/all_group"), ("POST", "/api/ctrl/kick_session"), ("GET", "/lal.html")),  # lal
    *(("GET", "/api/v1/streams/"), ("GET", "/api/v1/clients/"), ("GET", "/api/v1/versions")),  # SRS
    *(("GET", "/json/version"), ("GET", "/json/list"), ("PUT", "/json/new")),  # a browser
    *(("PUT", "/control/media/rules/x"), ("DELETE", "/control/media/rules"), ("POST", "/control/media/kick/KEY")),
    *(("PUT", "/control/sockets/rules/x"), ("POST", "/control/sockets/drop"), ("POST", "/control/stream/KEY/end")),
    *(("POST", "/origin-hooks/on_pub_stop"), ("POST", "/origin-hooks/guess/on_pub_stop")),
)
OURS_ALONE = ("/control/", "/origin-hooks/")


@dataclass(frozen=True)
class Live:
    """A trial with everything that a trial can have."""

    lane: Lane
    cell: Cell
    players_own: int  # port of the page's own server, which is no part of the lab

    @property
    def key(self) -> str:
        return self.cell.origin.key

    def listeners(self) -> list[Listener]:
        return [one for one in listeners() if one.port != self.players_own]

    def ports(self) -> list[int]:
        """Those at which anybody can knock."""
        parts = self.pids().keys()
        return sorted({one.port for one in self.listeners() if one.port and one.pid in parts})

    def pids(self) -> dict[int, str]:
        """The parts that may listen: at legs, at the router, or behind them."""
        origin, signalling = self.lane.media.origin.child, self.cell.signalling
        assert origin and signalling.redis and signalling.server._child and self.lane.signalling._child
        server, lanes_server = signalling.server._child, self.lane.signalling._child
        parts = (*self.cell.parts, origin, signalling.redis.child, server, lanes_server)
        return {part.pid: part.name for part in parts}


@asynccontextmanager
async def opened(origin: str) -> AsyncIterator[Live]:
    rig = RigPlan(origin=origin, redis=True)
    plan = TrialPlan(id="sockets", experiment="sockets.yaml", title="Sockets", rig=rig, steps=(GATED,))
    async with (
        open_lane(origin, "chromium", "redis") as lane,
        own_server() as server,
        open_cell(lane, plan, stream_key(), Recording(), routes=PageRoutes(server)) as cell,
    ):
        assert cell.page_origin
        await cell.browser.open(f"{cell.page_origin.url}/watch/{cell.origin.key}")
        yield Live(lane, cell, int(server.rpartition(":")[2]))


@pytest_asyncio.fixture(
    scope="module",
    loop_scope="module",
    params=[pytest.param(name, marks=NEEDS_SRS) if name == "srs" else name for name in names()],
)
async def live(request: pytest.FixtureRequest) -> AsyncIterator[Live]:
    """A trial on each origin in turn, shared by the tests of this module."""
    if redis() is None:
        pytest.skip("no redis-server on PATH, and CHAOSLAB_REDIS names none")
    async with opened(request.param) as trial:
        yield trial


async def test_all_that_listens_is_known_and_on_loopback_or_in_a_folder_of_our_own(live: Live) -> None:
    known, found = live.pids(), live.listeners()
    named = {known.get(one.pid, "") for one in found}
    assert {"toxiproxy", "gates-flv", "redis"} <= named, "the list is not whole"
    unknown = [one for one in found if one.port and one.pid not in known]
    assert unknown == []
    assert {one.address for one in found if one.port} == {"127.0.0.1"}
    sockets = {one.address for one in found if not one.port}
    assert [path for path in sockets if path.startswith(str(live.lane.children.scratch / "toxiproxy-"))]
    assert [path for path in sockets if may_be_used_by_others(path)] == []


@pytest.mark.parametrize("headers", ["", PAGE], ids=["another user", "a foreign page"])
async def test_no_port_takes_orders_from_a_stranger_who_even_knows_the_key(live: Live, headers: str) -> None:
    async def taken(port: int, order: tuple[str, str]) -> str:
        method, path = order
        answer = await asked(port, (method, path.replace("KEY", live.key)), headers)
        # SRS answers with the index of its API to whatever it does not know.
        if answer is None or answer.status >= 400 or b'"api":"the api root"' in answer.body:
            shared = answer is not None and "access-control-allow-origin" in answer.headers
            return f"{port} {order} may be read" if shared and headers and path.startswith(OURS_ALONE) else ""
        return f"{port} {order}: {answer.status}"

    ports = live.ports()
    tried = await asyncio.gather(*(taken(port, order) for port in ports for order in ORDERS))
    assert len(tried) >= 9 * len(ORDERS)
    assert [took for took in tried if took] == []


async def test_no_server_of_the_lab_answers_to_a_name_that_was_made_to_point_here(live: Live) -> None:
    rebound = "Host: stranger.example\r\n"
    servers = (live.cell.edge.harness.port, live.cell.signalling.server.port, *live.cell.proxies.ports.values())
    for port in servers:
        answer = await asked(port, ("GET", "/api/health"), rebound)
        assert answer is None or answer.status in (404, 421), port


SECRETS = pytest.mark.parametrize("secret", ["", "?lal_secret=guessed&secret=guessed", "?lal_secret=&secret="])


@SECRETS
@pytest.mark.parametrize("key", ["KEY", "strangers-own"])
async def test_who_knows_only_the_key_of_a_stream_cannot_publish(live: Live, key: str, secret: str) -> None:
    origin, name = live.lane.media.origin, key.replace("KEY", live.key)
    for port in (origin.rtmp_port, live.cell.proxies.ports["ingest"]):
        with pytest.raises((Refused, Lost)):  # lal bids a publisher welcome before it looks at the secret
            async with publishing(f"rtmp://127.0.0.1:{port}/live/{name}{secret}") as connection:
                await connection.while_open(asyncio.sleep(2))
    told = await asked(live.cell.edge.harness.port, ("GET", f"/api/stream/{name}"))
    assert told and json.loads(told.body)["live"] is (key == "KEY"), "the lab's own is on, and no other"


@SECRETS
async def test_who_knows_only_the_key_of_a_stream_gets_nothing_past_the_edge(live: Live, secret: str) -> None:
    origin = live.lane.media.origin
    if origin.name == "srs":
        pytest.skip("SRS shows a stream to those who know its key")
    http = int(origin.http.rpartition(":")[2])
    for path in (f"/live/{live.key}.flv{secret}", f"/hls/{live.key}.m3u8{secret}"):
        answer = await asked(http, ("GET", path))
        assert answer is None or answer.headers.get("content-length") == "0", path


async def test_redis_answers_no_stranger_on_its_port_or_its_leg(live: Live) -> None:
    assert live.cell.signalling.redis
    for port in (live.cell.signalling.redis.port, live.cell.proxies.ports["redis"]):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"PING\r\n")
        assert (await asyncio.wait_for(reader.readline(), 2)).startswith(b"-NOAUTH")
        writer.close()


async def test_no_command_line_tells_a_secret_or_the_key_of_the_stream(live: Live) -> None:
    harness, signalling = live.cell.edge.harness, live.cell.signalling
    assert signalling.redis
    admission = live.lane.media.origin.admission.partition("=")[2]
    servers = (signalling.server, live.lane.signalling)
    tokens = (harness.control_token, *(server.settings.control_token for server in servers))
    secrets = [*tokens, signalling.redis.password, live.key, *([admission] if admission else [])]
    told = command_lines()
    assert [secret for secret in secrets if not secret or secret in told] == []
