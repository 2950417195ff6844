"""Processes that do nothing but count, so that anything else that needs a core has to wait for one."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

AUTOGROUP = Path("/proc/self/autogroup")  # niceness of a session, where Linux shares cores among those


@contextmanager
def busy_loops(count: int, *, niceness: int = 0) -> Iterator[None]:
    """So many of them. Raises PermissionError where they may not go before others."""
    if niceness < os.nice(0) and os.geteuid() != 0:
        raise PermissionError("only a superuser can start busy loops that go before the lab")
    context = multiprocessing.get_context("spawn")  # a fork would take over the caller's event loop
    workers = [context.Process(target=_spin, args=(niceness,), daemon=True) for _ in range(count)]
    for worker in workers:
        worker.start()
    try:
        yield
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()


def _spin(niceness: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.setsid()  # Linux shares cores among sessions first, and each part of the lab has one of its own
    os.nice(niceness)
    if niceness and AUTOGROUP.exists():
        AUTOGROUP.write_text(str(niceness), encoding="ascii")
    while True:
        pass
