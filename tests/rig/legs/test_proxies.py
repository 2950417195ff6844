"""Legs on a real Toxiproxy."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise, repeat
from types import SimpleNamespace
from typing import cast

import pytest

from chaoslab import clock
from chaoslab.errors import FaultStuck, NotReady
from chaoslab.faults.timeout import Timeout
from chaoslab.legs.leg import Leg
from chaoslab.rig.legs.proxies import LegProxies, _address, open_proxies
from chaoslab.rig.legs.toxiproxy_api import CALL_DEADLINE
from chaoslab.rig.processes.children import Children, accepts, open_children
from chaoslab.rig.processes.ports import LOOPBACK
from chaoslab.setup.components import locate
from chaoslab.world.world import World
from tests.rig.legs.page_router.stage import Side

pytestmark = pytest.mark.lab


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(1024):
        writer.write(data)
    writer.close()


@asynccontextmanager
async def legs(*gated: Leg) -> AsyncIterator[tuple[Children, LegProxies]]:
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    upstream = server.sockets[0].getsockname()
    upstreams: dict[Leg, tuple[str, int]] = {"flv": upstream, "hls": upstream}
    async with (
        server,
        open_children() as children,
        open_proxies(children, locate("toxiproxy"), upstreams, gated=gated) as proxies,
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


async def test_the_faults_of_a_toxiproxy_that_died_died_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chaoslab.rig.legs.proxies._GONE_WITHIN", 5.0)  # a busy machine takes long to end a process
    async with legs() as (_, proxies):
        await proxies.disable("flv")
        proxies.child.process.kill()
        await proxies.enable("flv")
        await proxies.remove_toxic("flv", "latency")
        with pytest.raises(NotReady):
            await proxies.disable("hls")


async def test_two_trials_at_once_each_reach_their_own_toxiproxy() -> None:
    async with legs() as (_, one), legs() as (_, other):
        assert one.socket != other.socket
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


@asynccontextmanager
async def connection(proxies: LegProxies) -> AsyncIterator[Side]:
    """A connection on the flv leg that has been answered."""
    async with unanswered(proxies) as side:
        await side.exactly(b"x")
        yield side


@asynccontextmanager
async def unanswered(proxies: LegProxies) -> AsyncIterator[Side]:
    """One on which something was said."""
    side = Side(*await asyncio.open_connection(LOOPBACK, proxies.ports["flv"]))
    try:
        await side.send(b"x")
        yield side
    finally:
        side.writer.transport.abort()


async def test_a_gated_leg_is_reset_once_and_every_other_end_on_it_stays_what_it_was() -> None:
    async with legs("flv") as (_, proxies):
        async with connection(proxies) as side:
            await proxies.reset("flv")
            assert await side.end() == "RST"
        async with connection(proxies) as side:
            side.writer.write_eof()  # the server ends it in answer
            assert await side.end() == "FIN"
        async with connection(proxies) as side:
            await proxies.disable("flv")
            assert await side.end() == "FIN"


async def test_a_gated_leg_that_is_cut_refuses_until_both_who_refuse_have_let_go() -> None:
    async with legs("flv") as (_, proxies):
        await proxies.refuse("flv")
        await proxies.disable("flv")
        await proxies.enable("flv")
        assert not await accepts(LOOPBACK, proxies.ports["flv"])
        await proxies.accept("flv")
        async with connection(proxies):
            pass


async def test_a_leg_without_a_gate_cannot_be_reset() -> None:
    async with legs("hls") as (_, proxies):
        with pytest.raises(NotReady, match="the flv leg has no gate to reset it"):
            await proxies.reset("flv")


async def test_a_gate_that_died_refuses_and_holds_nothing_any_more() -> None:
    async with legs("flv") as (_, proxies):
        await proxies.refuse("flv")
        _, gates = proxies.parts
        gates.process.kill()
        await gates.process.wait()
        await proxies.accept("flv")
        await proxies.release("flv")
        await proxies.enable("flv")
        with pytest.raises(NotReady, match="the gate of the flv leg"):
            await proxies.hold("flv")


async def test_a_gate_that_hangs_is_given_up_within_the_deadline() -> None:
    async with legs("flv") as (_, proxies):
        _, gates = proxies.parts
        gates.process.send_signal(19)  # SIGSTOP
        started = clock.now()
        with pytest.raises(FaultStuck, match="was told to accept and did not answer within 2 s"):
            await proxies.accept("flv")
        assert clock.now() - started < 3
        gates.process.send_signal(18)


async def test_a_toxic_is_changed_while_its_connections_stay_open() -> None:
    async with legs() as (_, proxies), connection(proxies) as side:
        await proxies.add_toxic("flv", "latency", {"latency": 5000})
        await proxies.update_toxic("flv", "latency", {"latency": 0})
        await side.send(b"y")
        await asyncio.wait_for(side.exactly(b"y"), 2)


async def test_a_flapping_leg_goes_down_and_up_at_its_times_and_stays_whole_when_stopped() -> None:
    async with legs() as (_, proxies):
        await proxies.start_flapping("flv", repeat((0.3, 0.3)))
        began = clock.now()
        seen = [(await accepts(LOOPBACK, proxies.ports["flv"]), clock.now())]
        while clock.now() < began + 1.5:
            await asyncio.sleep(0.01)
            seen.append((await accepts(LOOPBACK, proxies.ports["flv"]), clock.now()))
        changes = [one for (before, _), one in pairwise(seen) if one[0] is not before]
        assert [up for up, _ in changes[:4]] == [True, False, True, False]
        late = [at - began - due for (_, at), due in zip(changes, (0.3, 0.6, 0.9, 1.2), strict=False)]
        assert min(late) >= -0.02
        assert min(late[2:]) < 0.1  # a busy machine is late now and then; what adds up is later each time
        await proxies.stop_flapping("flv")
        async with connection(proxies):
            pass


async def test_a_silent_leg_is_silent_about_ends_too_until_the_silence_is_over() -> None:
    async with legs() as (_, proxies):
        silence = Timeout(leg="flv")
        world = cast(World, SimpleNamespace(proxies=proxies))
        async with connection(proxies) as before:
            await silence.inject(world)
            async with unanswered(proxies) as during:
                for side in (before, during):
                    side.writer.write_eof()  # the echo ends then
                assert await before.silent(seconds=0.3)
                assert await during.silent(seconds=0.1)
                await silence.lift(world)
                assert [await before.end(), await during.end()] == ["FIN", "FIN"]
        async with connection(proxies) as after:
            await after.send(b"x")
            await after.exactly(b"x")


@pytest.mark.parametrize(("host", "address"), [("127.0.0.1", "127.0.0.1:80"), ("::1", "[::1]:80"), ("web", "web:80")])
def test_an_address_of_ipv6_stands_in_brackets(host: str, address: str) -> None:
    assert _address(host, 80) == address
