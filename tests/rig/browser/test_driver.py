"""The browser's driver: one that does not start, answer or stop is named, ended, and left nowhere."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest

from chaoslab.errors import NotReady
from chaoslab.rig.browser import driver as ours
from chaoslab.rig.browser.driver import Driver, open_driver
from chaoslab.rig.browser.silence import until_silent
from chaoslab.rig.processes.children import Children, open_children, wait_until
from chaoslab.rig.processes.machine import process_state

pytestmark = pytest.mark.usefixtures("impatient")


def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the reaper is told from now on."""
    lines: list[str] = []
    monkeypatch.setattr(Children, "tell_reaper", lambda _self, line: lines.append(line))
    return lines


def instead(folder: Path, monkeypatch: pytest.MonkeyPatch, does: str) -> None:
    """Have something else started in the driver's place, which leaves its number."""
    node = folder / "node"
    node.write_text(f"#!/bin/sh\necho $$ > {folder}/pid\n{does}\n")
    node.chmod(0o755)
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", str(node))


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ours, "until_silent", partial(until_silent, every=0.02, within=0.5, grace=0.1))
    monkeypatch.setattr(ours, "STOP_WITHIN", 0.3)


async def test_a_driver_that_is_stopped_is_named_and_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = told(monkeypatch)
    async with open_children() as children, open_driver(children) as driver:
        os.kill(driver.process.pid, signal.SIGSTOP)
        assert await asyncio.wait_for(driver.ended, 5) == "the browser's driver did not answer for 8 s"
        assert await asyncio.wait_for(driver.process.wait(), 5) == -signal.SIGKILL
    pid = driver.process.pid
    assert [line for line in lines if line.endswith(f" {pid}")] == [f"+one {pid}", f"-one {pid}"]


async def test_a_driver_that_does_not_stop_is_killed() -> None:
    async with open_children() as children, open_driver(children) as driver:
        os.kill(driver.process.pid, signal.SIGSTOP)
    assert process_state(driver.process.pid) == "gone"


async def test_a_driver_that_answers_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = asyncio.Event()

    async def ask_thrice(ask: Callable[[], Awaitable[object]]) -> None:
        for _ in range(3):
            await ask()
        asked.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(ours, "until_silent", ask_thrice)
    async with open_children() as children, open_driver(children) as driver:
        await asyncio.wait_for(asked.wait(), 5)
        assert not driver.ended.done()
    assert driver.process.returncode == 0  # it ended of its own accord


async def test_a_driver_that_never_answers_its_start_is_named_and_killed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(ours, "START_WITHIN", 0.3)
    instead(tmp_path, monkeypatch, "exec sleep 600")
    async with open_children() as children:
        with pytest.raises(NotReady, match=r"^the browser's driver did not start within 0\.3 s$"):
            await open_driver(children).__aenter__()
    assert process_state(int((tmp_path / "pid").read_text())) == "gone"


async def test_a_start_that_is_called_off_leaves_no_driver(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    instead(tmp_path, monkeypatch, "exec sleep 600")
    async with open_children() as children:
        starting = asyncio.ensure_future(open_driver(children).__aenter__())

        async def runs() -> bool:
            return (tmp_path / "pid").is_file()

        await wait_until(runs, what="what is started in its place", within=5)
        starting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(starting, 5)
    assert process_state(int((tmp_path / "pid").read_text())) == "gone"


async def test_a_driver_that_ends_at_its_start_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    instead(tmp_path, monkeypatch, "exit 3")
    async with open_children() as children:
        with pytest.raises(NotReady, match=r"^the browser's driver did not start: .*[Cc]onnection closed"):
            await open_driver(children).__aenter__()


async def test_drivers_that_start_at_once_keep_their_files_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    folders: list[tuple[Path, str]] = []

    async def start(children: Children) -> Driver:
        await asyncio.sleep(0)  # others come in between
        folders.append((children.scratch, os.environ["TMPDIR"]))
        raise NotReady("it", "was only looked at")

    monkeypatch.setattr(ours, "_whole_start", start)
    before = os.environ.get("TMPDIR")
    async with open_children() as one, open_children() as two, open_children() as three:
        starts = (open_driver(lane).__aenter__() for lane in (one, two, three))
        await asyncio.gather(*starts, return_exceptions=True)
    assert len(folders) == 3
    assert all(str(scratch) == seen for scratch, seen in folders)
    assert os.environ.get("TMPDIR") == before
