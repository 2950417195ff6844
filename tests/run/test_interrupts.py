"""A signal rolls the work back; what could not be rolled back wins over it."""

import asyncio
import os
import signal
import threading

import pytest

from chaoslab.errors import FaultStuck, Interrupted
from chaoslab.run.interrupts import run_interruptible


async def interrupted(error: BaseException | None) -> None:
    """Work that is sent SIGINT, and whose roll-back may fail."""
    try:
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        if error:
            raise error from None
        raise


def test_work_that_was_rolled_back_ends_with_130() -> None:
    with pytest.raises(Interrupted, match="stopped by SIGINT; everything was rolled back") as caught:
        run_interruptible(interrupted(None))
    assert caught.value.exit_code == 130


@pytest.mark.parametrize("grouped", [False, True])
def test_a_fault_that_stayed_wins_and_nobody_says_that_all_was_rolled_back(grouped: bool) -> None:
    stuck = FaultStuck("proxy_down (step 1) could not be lifted: no answer")
    error = BaseExceptionGroup("", [asyncio.CancelledError(), stuck]) if grouped else stuck
    with pytest.raises(FaultStuck, match=r"stopped by SIGINT, and proxy_down \(step 1\) could not be lifted") as caught:
        run_interruptible(interrupted(error))
    assert caught.value.exit_code == 6
    assert "everything" not in str(caught.value)


def test_what_rolls_back_in_time_leaves_no_timer_that_ends_the_process_later() -> None:
    with pytest.raises(Interrupted):
        run_interruptible(interrupted(None))
    timers = [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]
    assert all(timer.finished.is_set() for timer in timers)


def test_who_ignores_the_end_of_the_terminal_is_not_ended_by_it() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup has it
    try:

        async def work() -> str:
            os.kill(os.getpid(), signal.SIGHUP)
            await asyncio.sleep(0.05)
            return "done"

        assert run_interruptible(work()) == "done"
    finally:
        signal.signal(signal.SIGHUP, before)


def test_the_end_of_the_terminal_is_a_signal_like_the_others() -> None:
    async def work() -> None:
        os.kill(os.getpid(), signal.SIGHUP)
        await asyncio.sleep(10)

    with pytest.raises(Interrupted, match="stopped by SIGHUP") as caught:
        run_interruptible(work())
    assert caught.value.exit_code == 129
