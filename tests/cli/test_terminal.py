"""A reader that goes away silences the lab and stops nothing."""

import io
import os
import subprocess
import sys

from chaoslab.cli.live_view import Progress
from chaoslab.cli.terminal import Terminal
from chaoslab.setup.places import ROOT
from tests.judge.test_judge import plan

# A stand-in for a run: it says something, its reader leaves, it goes on and ends with a code of its own.
RUN = """
import sys
from chaoslab.cli.terminal import Terminal
terminal = Terminal()
terminal.print("first")
sys.stdin.readline()
for _ in range(3):
    terminal.print("x" * 100)
print("went on", file=sys.stderr)
sys.exit(4)
"""


class Gone(io.StringIO):
    def write(self, _text: str) -> int:
        raise OSError(5, "Input/output error")


def test_a_pipe_without_a_reader_neither_ends_a_run_nor_changes_its_exit_code() -> None:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", RUN], cwd=ROOT, text=True, **pipes) as lab:  # type: ignore[call-overload]
        assert lab.stdout.readline() == "first\n"
        lab.stdout.close()
        lab.stdin.write("\n")
        lab.stdin.close()
        assert lab.stderr.read() == "went on\n"
        assert lab.wait() == 4


def test_a_verb_whose_reader_has_gone_ends_as_the_signal_would_end_it_and_says_nothing() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    words = [sys.executable, "-m", "chaoslab", "schema"]
    with os.fdopen(writing, "w") as output:
        ended = subprocess.run(words, cwd=ROOT, stdout=output, stderr=subprocess.PIPE, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (141, "")


def test_a_terminal_that_has_gone_stops_no_trial() -> None:
    progress = Progress(Terminal(file=Gone()), trials=1)
    progress.began(plan())
    progress.began(plan())
