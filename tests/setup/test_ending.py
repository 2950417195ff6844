"""However a set-up ends, what it had started ends with it; and two never work at once."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from chaoslab.setup import places
from chaoslab.setup.turn import alone

SETTING_UP = """
import sys
from pathlib import Path
from chaoslab.setup import places
places.LAB = Path(sys.argv[1])
places.LOGS, places.STAMPS = places.LAB / "logs", places.LAB / "stamps"
from chaoslab.setup.prepare import prepare
from tests.setup.made_steps import made_step
noted = places.LAB / "pids"
def act(work):
    work.run(["sh", "-c", f"sleep 300 & echo $! $$ > {noted}; wait"])
try:
    prepare(lambda: [made_step(Path("thing"), act=act)])
except KeyboardInterrupt:
    sys.exit(130)
"""


def wait_until(holds: Callable[[], bool], what: str, within: float = 10) -> None:
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline, f"not within {within} s: {what}"
        threading.Event().wait(0.02)


def is_alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")")[1].split()[0]
    except FileNotFoundError:
        return False


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_nothing_is_left_running(lab: Path, sign: signal.Signals, code: int) -> None:
    noted = lab / "pids"
    environment = {**os.environ, "PYTHONPATH": str(places.ROOT)}
    process = subprocess.Popen([sys.executable, "-c", SETTING_UP, str(lab)], env=environment, stderr=subprocess.DEVNULL)
    wait_until(lambda: noted.is_file() and bool(noted.read_text().strip()), "the step's program started")
    pids = [int(pid) for pid in noted.read_text().split()]
    assert all(map(is_alive, pids))
    process.send_signal(sign)
    assert process.wait(10) == code
    wait_until(lambda: not any(map(is_alive, pids)), "its programs gone", within=2)


@pytest.mark.usefixtures("lab")
def test_a_second_set_up_waits_for_the_first_and_says_for_whom() -> None:
    said: list[str] = []
    first_in, first_out, order = threading.Event(), threading.Event(), list[str]()

    def first() -> None:
        with alone(said.append):
            first_in.set()
            first_out.wait(10)
            order.append("first")

    def second() -> None:
        with alone(said.append):
            order.append("second")

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    assert first_in.wait(10)
    threads[1].start()
    wait_until(lambda: bool(said), "the second says that it waits")
    assert order == []
    first_out.set()
    for thread in threads:
        thread.join(10)
    assert order == ["first", "second"]
    assert said == [f"· waiting for another ./lab (process {os.getpid()}), which is setting up …"]
