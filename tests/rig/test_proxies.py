"""Legs on a real Toxiproxy."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from chaoslab import clock
from chaoslab.errors import FaultStuck, NotReady
from chaoslab.legs import Leg
from chaoslab.rig.children import Children, accepts, open_children
from chaoslab.rig.ports import LOOPBACK
from chaoslab.rig.proxies import CALL_DEADLINE, LegProxies, open_proxies
from chaoslab.setup.components import locate

pytestmark = pytest.mark.lab


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(1024):
        writer.write(data)
    writer.close()


@asynccontextmanager
async def legs() -> AsyncIterator[tuple[Children, LegProxies]]:
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    upstream = server.sockets[0].getsockname()
    upstreams: dict[Leg, tuple[str, int]] = {"flv": upstream, "hls": upstream}
    async with (
        server,
        open_children() as children,
        open_proxies(children, locate("toxiproxy"), upstreams) as proxies,
    ):
        yield children, proxies


async def test_a_disabled_leg_ends_its_connections_and_refuses_new_ones_while_the_other_goes_on() -> None:
    async with legs() as (_, proxies):
        reader, writer = await asyncio.open_connection("127.0.0.1", proxies.ports["flv"])
        writer.write(b"x")
        assert await reader.read(1) == b"x"
        await proxies.disable("flv")
        assert await asyncio.wait_for(reader.read(), 1) == b""
        writer.close()
        assert not await accepts("127.0.0.1", proxies.ports["flv"])
        assert await accepts("127.0.0.1", proxies.ports["hls"])
        await proxies.enable("flv")
        assert await accepts("127.0.0.1", proxies.ports["flv"])


async def test_the_port_of_a_leg_that_is_cut_is_nobody_elses() -> None:
    async with legs() as (_, proxies):
        await proxies.disable("flv")
        with socket.socket() as stranger, pytest.raises(OSError, match="in use"):
            stranger.bind((LOOPBACK, proxies.ports["flv"]))
        await proxies.enable("flv")
        assert await accepts(LOOPBACK, proxies.ports["flv"])


async def test_a_leg_whose_port_was_taken_is_stuck_and_its_port_is_named() -> None:
    async with legs() as (_, proxies):
        port = proxies.ports["flv"]
        await proxies.disable("flv")
        stuck = pytest.raises(FaultStuck, match=rf"on port {port}: .*address already in use")
        with socket.create_server((LOOPBACK, port)), stuck:  # sets SO_REUSEADDR, which a reservation does not keep out
            await proxies.enable("flv")


async def test_what_toxiproxy_refuses_is_said_in_its_words() -> None:
    async with legs() as (_, proxies):
        with pytest.raises(NotReady, match="did not carry out a call: invalid toxic type"):
            await proxies.add_toxic("flv", "no-such-toxic", {})
        await proxies.add_toxic("flv", "latency", {"latency": 300})
        with pytest.raises(NotReady, match="did not carry out a call: toxic already exists"):
            await proxies.add_toxic("flv", "latency", {"latency": 300})


async def test_the_faults_of_a_toxiproxy_that_died_died_with_it() -> None:
    async with legs() as (_, proxies):
        await proxies.disable("flv")
        proxies.child.process.kill()
        await proxies.enable("flv")
        await proxies.remove_toxic("flv", "latency")
        with pytest.raises(NotReady):
            await proxies.disable("hls")


async def test_two_trials_at_once_each_reach_their_own_toxiproxy() -> None:
    async with legs() as (_, one), legs() as (_, other):
        assert one.server != other.server
        await one.disable("flv")
        assert not await accepts("127.0.0.1", one.ports["flv"])
        assert await accepts("127.0.0.1", other.ports["flv"])


async def test_a_wedged_toxiproxy_is_given_up_within_the_deadline() -> None:
    async with legs() as (_, proxies):
        proxies.child.process.send_signal(19)  # SIGSTOP: it accepts, and says nothing
        started = clock.now()
        with pytest.raises(NotReady, match="did not carry out a call"):
            await proxies.disable("flv")
        with pytest.raises(FaultStuck, match="flv leg could not be enabled"):
            await proxies.enable("flv")
        assert clock.now() - started < 2 * CALL_DEADLINE + 1
        proxies.child.process.send_signal(18)
