"""Children die with the lab, however it dies, and their folder goes with them."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from chaoslab.errors import Missing, NotReady
from chaoslab.rig.processes import reaper
from chaoslab.rig.processes.children import open_children, wait_until

# A stand-in for the lab: starts a child that starts a grandchild, tells their pids and waits to be killed.
LAB = """
import asyncio, sys
from chaoslab.rig.processes import reaper
from chaoslab.rig.processes.children import open_children

async def main():
    async with open_children() as children:
        child = await children.start("shell", ["sh", "-c", "sleep 600 & echo $!; wait"], pipe_output=True)
        grandchild = (await child.process.stdout.readline()).decode().strip()
        print(children.scratch, child.pid, grandchild, flush=True)
        await asyncio.sleep(600)

asyncio.run(main())
"""
# The same one, killed before it has told the reaper of its child.
UNANNOUNCED = """
import chaoslab.rig.processes.children as ours

tell = ours.Children.tell_reaper
ours.Children.tell_reaper = lambda self, line: None if line.startswith("+pid") else tell(self, line)
"""
GONE_WITHIN = 2.0  # seconds


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def holds_within(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_nothing_is_left_when_the_lab_is_killed(sign: signal.Signals) -> None:
    lab = subprocess.Popen([sys.executable, "-c", LAB], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert lab.stdout is not None
    scratch, child, grandchild = lab.stdout.readline().split()
    assert alive(int(child)) and alive(int(grandchild)) and Path(scratch).is_dir()
    os.kill(lab.pid, sign)
    lab.wait()
    lab.stdout.close()
    assert holds_within(
        lambda: not alive(int(child)) and not alive(int(grandchild)) and not Path(scratch).exists(), GONE_WITHIN
    )


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process can be asked for its environment")
def test_nothing_is_left_of_a_child_of_which_the_reaper_was_not_told_yet() -> None:
    lab = subprocess.Popen([sys.executable, "-c", UNANNOUNCED + LAB], stdout=subprocess.PIPE, text=True)
    assert lab.stdout is not None
    scratch, child, grandchild = lab.stdout.readline().split()
    assert alive(int(child)) and alive(int(grandchild))
    os.kill(lab.pid, signal.SIGKILL)
    lab.wait()
    lab.stdout.close()
    assert holds_within(
        lambda: not alive(int(child)) and not alive(int(grandchild)) and not Path(scratch).exists(), GONE_WITHIN
    )


async def test_a_reaper_that_is_started_beside_the_driver_of_another_lane_outlives_that_lane(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with AsyncExitStack() as lane, AsyncExitStack() as other:
        one = await lane.enter_async_context(open_children())
        monkeypatch.setenv("TMPDIR", str(one.scratch))
        two = await other.enter_async_context(open_children())
        await lane.aclose()
        assert two._reaper.poll() is None


async def test_a_child_is_the_program_itself_under_the_number_that_is_told() -> None:
    async with open_children() as children:
        child = await children.start("itself", ["sh", "-c", "echo $$; exec sleep 600"], pipe_output=True)
        assert child.process.stdout is not None
        assert int(await child.process.stdout.readline()) == child.pid == os.getpgid(child.pid)


async def test_a_child_that_ignores_the_polite_signal_is_killed() -> None:
    async with open_children() as children:
        argv = ["sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done"]
        child = await children.start("stubborn", argv, pipe_output=True)
        assert child.process.stdout is not None
        await child.process.stdout.readline()
        await child.stop(grace=0.2)
        assert not child.alive


async def test_the_scratch_folder_is_gone_afterwards() -> None:
    async with open_children() as children:
        scratch = children.scratch
        assert scratch.is_dir()
    assert not scratch.exists()


@pytest.mark.parametrize("name", ["x" * 80, "a b", "a;b"])
async def test_a_folder_too_long_for_sockets_or_with_more_than_a_word_is_not_used(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as short:
        unfit = Path(short) / name
        unfit.mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(unfit))
        async with open_children() as children:
            assert not children.scratch.is_relative_to(unfit)


async def test_a_missing_program_is_named() -> None:
    async with open_children() as children:
        with pytest.raises(Missing, match="no-such-program"):
            await children.start("thing", ["/no-such-program"])


async def test_waiting_for_a_child_that_dies_ends_at_once_with_its_last_words() -> None:
    async with open_children() as children:
        child = await children.start("mourned", ["sh", "-c", "echo the port is taken >&2; exit 3"])

        async def never() -> bool:
            return False

        started = time.monotonic()
        with pytest.raises(NotReady, match=r"ended with code 3 before the port.*the port is taken"):
            await wait_until(never, what="the port", within=30, watching=child)
        assert time.monotonic() - started < 5


async def test_waiting_ends_at_its_deadline() -> None:
    async def never() -> bool:
        return False

    with pytest.raises(NotReady, match=r"waited for the moon"):
        await asyncio.wait_for(wait_until(never, what="the moon", within=0.05), 5)


async def test_stopping_a_child_twice_stops_it_once() -> None:
    async with open_children() as children:
        child = await children.start("sleeper", ["sleep", "600"])
        await asyncio.gather(children.stop(child), children.stop(child))
        await children.stop(child)
        assert not child.alive


async def test_last_words_are_told_without_colours_and_control_characters() -> None:
    async with open_children() as children:
        child = await children.start("lal", ["printf", r"first\n2026 \033[22;36m INFO \033[0mthe end\007\n\n"])
        await child.process.wait()
        assert child.last_words() == "2026  INFO the end"


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGSTOP])
async def test_a_reaper_that_is_killed_or_stopped_leaves_nothing_behind_and_holds_nobody_up(
    sign: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chaoslab.rig.processes.children._REAPER_GRACE", 0.5)
    async with open_children() as children:
        first = await children.start("first", ["sleep", "600"])
        os.kill(children._reaper.pid, sign)
        if sign is signal.SIGKILL:
            await asyncio.to_thread(children._reaper.wait)
        second = await children.start("second", ["sleep", "600"])
    assert not alive(first.pid) and not alive(second.pid)
    assert not children.scratch.exists()
    assert children._reaper.returncode == -signal.SIGKILL


def test_a_single_process_is_killed_without_the_group_that_it_shares_unless_it_was_taken_back() -> None:
    sleeping = "sleep 600 & echo $!; sleep 600 & echo $!; sleep 600 & echo $!; wait"
    with subprocess.Popen(["sh", "-c", sleeping], stdout=subprocess.PIPE, text=True, start_new_session=True) as shell:
        assert shell.stdout is not None
        listed, taken_back, other = (int(shell.stdout.readline()) for _ in range(3))
        try:
            told = f"+one {listed}\n+one {taken_back}\n-one {taken_back}\n"
            argv = [sys.executable, "-I", "-S", reaper.__file__]
            subprocess.run(argv, input=told, text=True, check=True, timeout=10)
            assert holds_within(lambda: not alive(listed), GONE_WITHIN)
            assert alive(taken_back) and alive(other) and shell.poll() is None
        finally:
            os.killpg(shell.pid, signal.SIGKILL)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process can be asked for its environment")
def test_only_what_has_just_this_folder_for_its_temporary_files_is_killed() -> None:
    lab = subprocess.Popen([sys.executable, "-c", LAB], stdout=subprocess.PIPE, text=True)
    assert lab.stdout is not None
    scratch, *_ = lab.stdout.readline().split()
    around = [
        {"TMPDIR": f"{scratch}2"},
        {"TMPDIR": f"{scratch}/inner"},
        {"OLD_TMPDIR": scratch},
        {"X": f"TMPDIR={scratch}"},
    ]
    others = [subprocess.Popen(["sleep", "600"], env={"PATH": os.environ["PATH"], **one}) for one in around]
    ours = subprocess.Popen(
        ["sleep", "600"], env={"PATH": os.environ["PATH"], "TMPDIR": scratch}, start_new_session=True
    )
    os.kill(lab.pid, signal.SIGKILL)
    lab.wait()
    lab.stdout.close()
    try:
        assert ours.wait(GONE_WITHIN * 5) == -signal.SIGKILL
        assert holds_within(lambda: not Path(scratch).exists(), GONE_WITHIN)
        assert [one.poll() for one in others] == [None] * len(others)
    finally:
        for one in (ours, *others):
            one.kill()
            one.wait()
