"""How long processes wait for a core, as the kernel counts it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from chaoslab.rig.processes.cpu_wait import RunQueue, Waits

COUNTS = pytest.mark.skipif(not Path("/proc/self/schedstat").is_file(), reason="this kernel counts no waits")


@COUNTS
def test_work_between_two_looks_is_counted() -> None:
    queue = RunQueue()
    assert queue.since_last([os.getpid()]) is not None
    sum(range(2_000_000))
    waits = queue.since_last([os.getpid()])
    assert waits is not None
    assert 0.005 < waits.ran < 5
    assert waits.turns >= 0


@COUNTS
def test_a_process_that_has_to_share_its_core_waits_as_long_as_it_works() -> None:
    core = min(os.sched_getaffinity(0))
    loop = f"import os; os.sched_setaffinity(0, [{core}])\nprint(flush=True)\nwhile True: pass"
    argv = [sys.executable, "-c", loop]
    both = [subprocess.Popen(argv, stdout=subprocess.PIPE) for _ in range(2)]
    queue = RunQueue()
    try:
        for process in both:
            assert process.stdout is not None
            process.stdout.readline()
        queue.since_last([process.pid for process in both])
        subprocess.run([sys.executable, "-c", "import time; time.sleep(0.5)"], check=True)
        waits = queue.since_last([process.pid for process in both])
    finally:
        for process in both:
            process.kill()
            process.communicate()
    assert waits is not None
    assert waits.waited > 0.8 * waits.ran > 0


def test_nothing_is_known_of_processes_that_are_not_there() -> None:
    assert RunQueue().since_last([2**22 + 1]) is None


def test_the_mean_of_no_turn_is_0() -> None:
    assert Waits(0.0, 0.0, 0).each == 0
    assert Waits(0.3, 1.0, 3).each == pytest.approx(0.1)
