"""A gate: what passes it, and what each of its orders does to connections that are open and to new ones."""

import asyncio

import pytest

from chaoslab.rig.legs.gate.gate import Gate
from chaoslab.rig.processes.children import accepts
from chaoslab.rig.processes.ports import LOOPBACK, reserved_ports
from tests.rig.legs.gate.stage import gate_before_echo
from tests.rig.legs.page_router.stage import Side


async def test_bytes_pass_both_ways_and_much_at_once() -> None:
    async with gate_before_echo() as stage, stage.connection() as side:
        much = bytes(range(256)) * 4096
        sending = asyncio.ensure_future(side.send(much))
        await side.exactly(much)
        await sending


async def test_the_end_of_the_server_is_the_end_of_the_viewer_in_the_same_manner() -> None:
    async with gate_before_echo() as stage:
        async with stage.connection() as side:
            stage.server_sides[0].writer.close()
            assert await side.end() == "FIN"
        async with stage.connection() as side:
            stage.server_sides[1].reset()
            assert await side.end() == "RST"


async def test_the_end_of_the_viewer_is_the_end_of_the_server() -> None:
    async with gate_before_echo() as stage:
        async with stage.connection() as side:
            side.writer.write_eof()
            assert await side.end() == "FIN"  # the echo's answer to it
        async with stage.connection() as side:
            assert await stage.server_saw.get() == "FIN"
            side.reset()
            assert await stage.server_saw.get() == "RST"


@pytest.mark.parametrize(("order", "end"), [("reset", "RST"), ("close", "FIN")])
async def test_an_order_ends_what_is_open_in_its_manner_and_new_connections_work_at_once(order: str, end: str) -> None:
    async with gate_before_echo() as stage, stage.connection() as one, stage.connection() as other:
        await getattr(stage.gate, order)()
        assert [await one.end(), await other.end()] == [end, end]
        async with stage.connection():
            pass


async def test_a_viewer_that_goes_on_talking_sees_the_end_as_an_end() -> None:
    async with gate_before_echo() as stage, stage.connection() as side:
        side.writer.write(b"x" * 100_000)
        await stage.gate.close()
        side.writer.write(b"x" * 100_000)
        assert await side.end() == "FIN"


async def test_new_connections_are_refused_while_open_ones_go_on() -> None:
    async with gate_before_echo() as stage, stage.connection() as side:
        await stage.gate.refuse("me")
        assert not await accepts(LOOPBACK, stage.port)
        await side.send(b"still here")
        await side.exactly(b"still here")
        await stage.gate.accept("me")
        async with stage.connection():
            pass


async def test_two_that_refuse_must_both_have_accepted() -> None:
    async with gate_before_echo() as stage:
        await stage.gate.refuse("one")
        await stage.gate.refuse("other")
        await stage.gate.accept("one")
        assert not await accepts(LOOPBACK, stage.port)
        await stage.gate.accept("other")
        await stage.gate.accept("other")
        assert await accepts(LOOPBACK, stage.port)


async def test_a_hold_ends_what_is_open_and_swallows_what_is_new() -> None:
    async with gate_before_echo() as stage, stage.connection() as before:
        await stage.gate.hold()
        assert await before.end() == "FIN"
        async with stage.unanswered() as held:
            await held.send(b"anybody there?")
            assert await held.silent(seconds=0.3)
            assert len(stage.server_sides) == 1  # it never came as far as the server
            await stage.gate.release()
            assert await held.end() == "FIN"
        async with stage.connection():
            pass


async def test_with_nobody_behind_it_a_connection_is_reset() -> None:
    with reserved_ports(2) as (port, nobodys):
        gate = Gate(port, (LOOPBACK, nobodys))
        await gate.open()
        side = Side(*await asyncio.open_connection(LOOPBACK, port))
        assert await side.end() == "RST"
        side.writer.close()
        await gate.refuse("the test is over")


HEAD, BODY = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", b"hello"
BOTH_MANNERS = pytest.mark.parametrize(("order", "end"), [("reset", "RST"), ("close", "FIN")])


@BOTH_MANNERS
async def test_a_connection_that_rests_ends_behind_the_head_of_its_next_answer(order: str, end: str) -> None:
    async with gate_before_echo(rests=True) as stage, stage.connection() as side:
        await getattr(stage.gate, order)()
        await side.send(HEAD + BODY)
        await side.exactly(HEAD)
        assert await side.end() == end


@BOTH_MANNERS
async def test_a_connection_on_which_an_answer_is_under_way_ends_with_its_next_bytes(order: str, end: str) -> None:
    async with gate_before_echo(rests=True) as stage, stage.connection() as side:
        await getattr(stage.gate, order)()
        await stage.server_sides[0].send(BODY)
        assert await side.end() == end


@BOTH_MANNERS
async def test_a_web_socket_has_no_requests_to_rest_between(order: str, end: str) -> None:
    async with gate_before_echo(rests=True) as stage, stage.unanswered() as side:
        switched = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"
        await side.send(switched)
        await side.exactly(switched)
        await getattr(stage.gate, order)()
        assert await side.end() == end


async def test_what_has_rested_until_it_is_spared_goes_on() -> None:
    async with gate_before_echo(rests=True) as stage, stage.connection() as side:
        await stage.gate.reset()
        await stage.gate.spare("reset")
        await side.send(HEAD + BODY)
        await side.exactly(HEAD + BODY)


@BOTH_MANNERS
async def test_where_none_is_open_the_next_connection_ends_in_its_answer_and_no_other(order: str, end: str) -> None:
    async with gate_before_echo(rests=True) as stage:
        await getattr(stage.gate, order)()
        async with stage.unanswered() as side, stage.unanswered() as other:
            await side.send(HEAD + BODY)
            await side.exactly(HEAD)
            assert await side.end() == end
            await other.send(HEAD + BODY)
            await other.exactly(HEAD + BODY)


async def test_where_none_was_open_and_none_came_until_it_was_spared_the_next_one_goes_on() -> None:
    async with gate_before_echo(rests=True) as stage:
        await stage.gate.reset()
        await stage.gate.spare("reset")
        async with stage.unanswered() as side:
            await side.send(HEAD + BODY)
            await side.exactly(HEAD + BODY)


async def test_while_one_is_open_those_that_come_later_are_none_of_the_order() -> None:
    async with gate_before_echo(rests=True) as stage, stage.connection():
        await stage.gate.reset()
        async with stage.unanswered() as side:
            await side.send(HEAD + BODY)
            await side.exactly(HEAD + BODY)


async def test_to_spare_from_the_one_order_leaves_the_other_due() -> None:
    async with gate_before_echo(rests=True) as stage, stage.connection() as side:
        await stage.gate.close()
        await stage.gate.reset()
        await stage.gate.spare("reset")
        await side.send(HEAD + BODY)
        await side.exactly(HEAD)
        assert await side.end() == "FIN"
