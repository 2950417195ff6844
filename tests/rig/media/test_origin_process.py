"""An origin's process that is killed, started again on its ports, stopped and woken: a small server in its place."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

import pytest

from chaoslab.errors import FaultStuck, NotReady
from chaoslab.rig.media.harness import Harness, Media
from chaoslab.rig.media.origin_watch import watched_origin
from chaoslab.rig.media.origins import Origin
from chaoslab.rig.media.origins._process import OriginProcess, Start, origin_process
from chaoslab.rig.media.trial_origin import trial_origin
from chaoslab.rig.processes.children import Child, Children, accepts, open_children, wait_until
from chaoslab.rig.processes.machine import process_state
from chaoslab.rig.processes.ports import LOOPBACK
from chaoslab.timeline.events import Event, EventName

SERVER = "import socket, sys, signal; one = socket.create_server(('127.0.0.1', int(sys.argv[1]))); signal.pause()"
FAILS = "raise SystemExit('I do not want to')"


@asynccontextmanager
async def server(program: list[str] | None = None) -> AsyncIterator[OriginProcess]:
    """A process that listens; what it is started with can be changed in `program`."""
    told = program if program is not None else [SERVER]
    async with open_children() as children, origin_process(children, 1, starting(children, told)) as process:
        yield process


def starting(children: Children, program: list[str]) -> Start:
    async def start(ports: tuple[int, ...]) -> Child:
        return await children.start("origin", [sys.executable, "-c", program[0], str(ports[0])])

    return start


def media(process: OriginProcess | None) -> Media:
    origin = Origin("embedded", "1", LOOPBACK, 1, "http://127.0.0.1:2", "http://127.0.0.1:3", process)
    return Media(origin, cast(Harness, None))


async def test_a_killed_one_is_gone_and_comes_back_on_the_same_port() -> None:
    async with server() as process:
        first = process.child
        assert first
        await process.kill()
        assert not process.whole
        assert not await accepts(LOOPBACK, process.ports[0])
        await process.start()
        assert process.child and process.child.pid != first.pid
        assert await accepts(LOOPBACK, process.ports[0])
    assert not await accepts(LOOPBACK, process.ports[0])


async def test_every_act_may_be_done_twice() -> None:
    async with server() as process:
        for act in (process.pause, process.resume, process.kill, process.start):
            await act()
            await act()
        assert process.whole


async def test_one_that_a_fault_killed_has_not_ended_by_itself_and_one_that_died_has() -> None:
    async with server() as process:
        await process.kill()
        await process.start()
        assert not process.gone.done()
        assert process.child
        process.child.process.kill()
        assert (await asyncio.wait_for(process.gone, 5)) is process.child
        assert not process.whole


async def test_a_stopped_one_stands_still_until_it_is_woken_and_is_not_whole_meanwhile() -> None:
    async with server() as process:
        assert process.child
        pid = process.child.pid
        await process.pause()
        await until_it("stopped", pid)
        assert not process.whole
        await process.resume()
        await until_it("runs", pid)
        assert process.whole


async def test_a_stopped_one_does_not_outlive_the_lab() -> None:
    async with server() as process:
        assert process.child
        pid = process.child.pid
        await process.pause()
    assert process_state(pid) == "gone"


async def test_one_that_does_not_come_back_is_a_fault_that_is_stuck() -> None:
    program = [SERVER]
    async with server(program) as process:
        ours = trial_origin(media(process), "key")
        await ours.kill()
        program[0] = FAILS
        with pytest.raises(FaultStuck, match=r"the origin could not be started again: .*I do not want to"):
            await ours.start()
        assert not process.whole
        program[0] = SERVER
        await ours.start()
        assert process.whole


async def test_one_that_is_not_ours_is_left_alone() -> None:
    elsewhere = trial_origin(media(None), "key")
    for act in (elsewhere.kill, elsewhere.pause):
        with pytest.raises(NotReady, match="the origin is not the lab's own and cannot be"):
            await act()
    assert not elsewhere.gone.done()


async def test_the_watch_tells_each_change_with_the_process_it_is_of() -> None:
    seen: list[Event] = []
    async with server() as process, watched_origin(media(process).origin, seen.append):
        assert process.child
        first = process.child.pid
        await told(seen, "runs", first)
        await process.pause()
        await told(seen, "stopped", first)
        await process.resume()
        await told(seen, "runs", first)
        await process.kill()
        await told(seen, "gone", first)
        await process.start()
        second = process.child.pid
        await told(seen, "runs", second)
    assert {event.name for event in seen} == {EventName.ORIGIN_CHANGED}
    states = [(event.data["state"], event.data["pid"]) for event in seen]
    assert states == [("runs", first), ("stopped", first), ("runs", first), ("gone", first), ("runs", second)]


async def test_a_restart_between_two_looks_is_a_gone_process_and_a_new_one() -> None:
    seen: list[Event] = []
    async with server() as process, watched_origin(media(process).origin, seen.append):
        assert process.child
        first = process.child.pid
        await told(seen, "runs", first)
        await process.kill()
        await process.start()
        await told(seen, "runs", process.child.pid)
        assert [(event.data["state"], event.data["pid"]) for event in seen][1] == ("gone", first)


async def told(seen: list[Event], state: str, pid: int) -> None:
    async def last() -> bool:
        return bool(seen) and dict(seen[-1].data) == {"state": state, "pid": pid}

    await wait_until(last, what=f"{state} to be told", within=5)


async def until_it(state: str, pid: int) -> None:
    async def so() -> bool:
        return process_state(pid) == state

    await wait_until(so, what=f"the process to be {state}", within=5)
