"""A reader that goes away silences the lab and stops nothing."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.table import Table
from rich.text import Text

from chaoslab.cli.live_view import Progress
from chaoslab.cli.measured_table import show_measured
from chaoslab.cli.terminal import Terminal
from chaoslab.cli.verbs import main
from chaoslab.journal.record import RunRecord, TrialRecord
from chaoslab.outward.gate import on_one_line
from chaoslab.outward.visible import visible
from chaoslab.setup.places import ROOT
from chaoslab.timeline.timeline import Timeline
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


def test_no_title_can_order_a_terminal_about() -> None:
    heard = io.StringIO()
    table = Table("player")
    table.add_row(Text("\x1b[31mred\x9b\u202e\ud800"))
    Terminal(file=heard, width=80).print(table, Text("\x1b[5m\x9b\u202e\ud800\nnext"))
    assert "\\x1b[5m\\x9b\\u202e\\ud800\nnext\n" in heard.getvalue()
    assert heard.getvalue().replace("\n", "").isprintable()
    assert len({len(line) for line in heard.getvalue().splitlines()[:-2]}) == 1, "the table keeps its form"


def test_what_is_written_in_other_scripts_stays_as_it_is() -> None:
    assert visible("直播　x – « é » ‍") == "直播　x – « é » ‍"


def test_colours_of_the_labs_own_stay() -> None:
    heard = io.StringIO()
    Terminal(file=heard, force_terminal=True, color_system="standard").print(Text("x", "red"))
    assert heard.getvalue() == "\x1b[31mx\x1b[0m\n"


@pytest.mark.parametrize("verb", ["faults", "probes", "conditions", "players"])
@pytest.mark.parametrize("name", ["a\nb", "\x1b[31m", "[bold]x", "\udcff"])
def test_a_wrong_name_is_one_line_that_orders_nothing(verb: str, name: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([verb, name])
    said = capfd.readouterr().err
    assert said.startswith(f"chaoslab: {on_one_line(name)}: there is no such")
    assert said.count("\n") == 1
    assert said.rstrip("\n").isprintable()


def test_the_name_of_a_trial_is_no_markup() -> None:
    heard = io.StringIO()
    terminal = Terminal(file=heard, width=120)
    one = plan().model_copy(update={"id": "[red]x[/nowhere]"})
    progress = Progress(terminal, trials=1)
    progress.began(one)
    terminal.print(progress)
    show_measured(RunRecord(Path(), {}, (TrialRecord(Path(), one, Timeline.of(()), None),)), (), terminal)
    assert heard.getvalue().count("[red]x[/nowhere]") == 3
