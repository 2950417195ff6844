"""The harness as a process: there when it is said to be, and gone with the lab."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chaoslab.errors import Missing, NotReady, UsageError
from chaoslab.rig.media.harness import open_harness, open_media
from chaoslab.rig.processes.children import Children, accepts, open_children, wait_until
from harness.settings import Settings
from tests.rig.raw_http import fetch

NO_ORIGIN = Settings("embedded", "http://127.0.0.1:1", serves="media")


@pytest.fixture
async def children() -> AsyncIterator[Children]:
    async with open_children() as opened:
        yield opened


async def test_it_ends_when_the_lab_does(children: Children) -> None:
    async with open_harness(children, NO_ORIGIN) as harness:

        async def ended() -> bool:
            return not harness.child.alive

        assert harness.child.process.stdin
        harness.child.process.stdin.close()
        await wait_until(ended, what="the harness to end", within=10)
        assert harness.child.process.returncode == 0


async def test_its_port_is_free_again_afterwards(children: Children) -> None:
    async with open_harness(children, NO_ORIGIN) as harness:
        assert await accepts(harness.host, harness.port)
    assert not await accepts(harness.host, harness.port)


async def test_a_harness_that_has_died_refuses_connections(children: Children) -> None:
    async with open_harness(children, NO_ORIGIN) as harness:
        harness.child.process.kill()
        await harness.child.process.wait()
        assert not await accepts(harness.host, harness.port)


async def test_a_harness_that_dies_at_the_start_is_named_with_its_last_words(children: Children) -> None:
    with pytest.raises(NotReady, match=r"harness-\d+ ended with code 1 .*No module named 'harness\.edge\.nowhere'"):
        async with open_harness(children, Settings("nowhere", "http://127.0.0.1:1", serves="media")):
            pass


@pytest.mark.lab
async def test_origin_and_harness_come_up_together_time_and_again(children: Children) -> None:
    for _ in range(3):
        async with open_media(children, "embedded") as media:
            assert (await fetch(f"{media.harness.url}/api/health")).body == b'{"status":"ok","edge":"embedded"}'


async def test_an_unknown_origin_is_refused_before_anything_runs_on(children: Children) -> None:
    with pytest.raises(UsageError, match="there is no origin 'nginx'; the known ones are embedded, srs"):
        async with open_media(children, "nginx"):
            pass


async def test_a_failing_origin_leaves_no_harness_behind(
    children: Children, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CHAOSLAB_SRS", str(tmp_path / "nothing"))
    with pytest.raises(Missing):
        async with open_media(children, "srs"):
            pass
    assert children._running == []
