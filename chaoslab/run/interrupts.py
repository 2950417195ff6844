"""Runs the lab's work so that Ctrl-C, SIGTERM and SIGHUP roll everything back before the process ends."""

import asyncio
import os
import signal
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from chaoslab.errors import FaultStuck, Interrupted, LabError, leaves

_PATIENCE = 8.0  # seconds for a roll-back, whose slowest part is a fault that does not lift within 5
_T = TypeVar("_T")


def run_interruptible(work: Coroutine[Any, Any, _T]) -> _T:
    """Run to the end; the first signal cancels and rolls back, a second one leaves the cleaning up to the reaper.

    Raises Interrupted with the signal's exit code (130, 143, 129), and FaultStuck when something could not be rolled
    back.
    """
    backstops: list[threading.Timer] = []
    try:
        return asyncio.run(_watched(work, backstops))
    finally:
        for backstop in backstops:
            backstop.cancel()  # the roll-back ended in time; the caller may have more to do


def _leave_at_once(sign: signal.Signals) -> None:
    os._exit(128 + sign)  # the reaper's pipe closes with us; it kills and removes what is left


async def _watched(work: Coroutine[Any, Any, _T], backstops: list[threading.Timer]) -> _T:
    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(work)
    caught: list[signal.Signals] = []

    def on_signal(sign: signal.Signals) -> None:
        caught.append(sign)
        if len(caught) > 1:
            _leave_at_once(sign)
        backstop = threading.Timer(_PATIENCE, _leave_at_once, [sign])
        backstop.daemon = True
        backstop.start()
        backstops.append(backstop)
        task.cancel()

    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # `nohup` ignores SIGHUP on purpose. A shell script ignores SIGINT in anything it starts in the background.
        if sign is not signal.SIGHUP or signal.getsignal(sign) is not signal.SIG_IGN:
            loop.add_signal_handler(sign, on_signal, sign)
    try:
        return await task
    except (asyncio.CancelledError, BaseExceptionGroup, LabError) as error:
        if not caught:
            raise
        if stuck := next((leaf for leaf in leaves(error) if isinstance(leaf, FaultStuck)), None):
            raise FaultStuck(f"stopped by {caught[0].name}, and {stuck}; the journal is kept") from error
        stopped = Interrupted(f"stopped by {caught[0].name}; everything was rolled back")
        stopped.exit_code = 128 + caught[0]  # type: ignore[misc]
        raise stopped from error
