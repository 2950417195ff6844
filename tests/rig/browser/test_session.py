"""Calls to the browser end, and their errors are ours."""

import asyncio
import errno
from typing import Any

import pytest
from playwright.async_api import Error as PlaywrightError

from chaoslab import clock
from chaoslab.errors import NotReady
from chaoslab.rig.browser.session import Session


class Failing:
    def __init__(self, error: BaseException) -> None:
        self.error = error

    async def send(self, _method: str, _params: Any) -> Any:
        raise self.error


class Silent:
    """As Playwright does, a cancelled call waits for the driver to confirm that."""

    async def send(self, _method: str, _params: Any) -> Any:
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            await asyncio.sleep(1)
            raise


@pytest.mark.parametrize(
    "error",
    [
        PlaywrightError("Target closed\nCall log"),
        Exception("Connection closed while reading from the driver"),
        BrokenPipeError("Broken pipe"),
        asyncio.CancelledError("closed"),
    ],
)
async def test_whatever_ends_a_call_is_told_as_not_ready_in_one_line(error: BaseException) -> None:
    with pytest.raises(NotReady, match=r"^the page did not answer Page\.enable: [^\n]*(closed|pipe|driver)$"):
        await Session(Failing(error)).send("Page.enable")


async def test_a_disk_that_is_full_stays_what_it_is() -> None:
    with pytest.raises(OSError, match="No space"):
        await Session(Failing(OSError(errno.ENOSPC, "No space left"))).send("Page.enable")


async def test_a_silent_browser_is_given_up_at_the_deadline_without_waiting_for_the_driver() -> None:
    started = clock.now()
    with pytest.raises(NotReady, match=r"did not answer Page\.navigate within 0\.1 s"):
        await Session(Silent(), within=0.1).send("Page.navigate")
    assert clock.now() - started < 0.8
