"""No title, name, file or page can order a terminal or a build service's log about, whichever verb prints it."""

import io
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

import chaoslab.run.run
from chaoslab.cli.live_view import Progress
from chaoslab.cli.replaying import show_replay
from chaoslab.cli.terminal import Terminal
from chaoslab.cli.verbs import main
from chaoslab.journal.journal import TrialJournal
from chaoslab.journal.replayed import Replay
from chaoslab.judge.verdict import Outcome, Verdict
from chaoslab.outward.visible import visible
from chaoslab.plan.model import TrialPlan
from chaoslab.timeline.events import Event, EventName
from tests.experiment.test_model import GOOD
from tests.judge.test_judge import plan

ORDERS = "\x1b[31m\x1b]0;t\x07\x9b5m\x85\r\b\x7f\u202egnp\u2066\u200f\u2028"
MARKUP = "[bold red]x[/] [link=http://h/]y[/link] [/nowhere]"
COMMANDS = "::error::a ##[error]b ##vso[c]"
HOSTILE = f"::warning::{ORDERS}{MARKUP}\n::error::{ORDERS}{COMMANDS}\n  ::add-mask::x"
NAME = f"e{ORDERS.replace('/', '')}[bold]::x"


def assert_harmless(text: str) -> None:
    assert {letter for letter in text if not letter.isprintable()} <= {"\n", "\t"}
    assert [line for line in text.splitlines() if line.lstrip().startswith("::")] == []
    assert "##[" not in text
    assert "##vso[" not in text


def printed(capfd: pytest.CaptureFixture[str], *words: str | Path) -> tuple[Any, str]:
    with pytest.raises(SystemExit) as ended:
        main([str(word) for word in words])
    said = capfd.readouterr()
    assert said.out + said.err
    assert_harmless(said.out)
    assert_harmless(said.err)
    return ended.value.code, said.out + said.err


@pytest.fixture
def experiment(tmp_path: Path) -> Path:
    path = tmp_path / f"{NAME}.yaml"
    first, _, rest = GOOD.partition("\n")
    assert first.startswith("title")
    path.write_text(f"title: {json.dumps(HOSTILE[:150])}\n{rest}".replace("[P1]", json.dumps([HOSTILE[:60]])))
    return path


@pytest.fixture
def run_folder(tmp_path: Path, experiment: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[str, ...]]:
    """The words that run the experiment on a rig of which nothing is there, with a page as hostile as its file."""

    class Lane:
        whole = True

    @asynccontextmanager
    async def open_lane(*_: str) -> AsyncIterator[Lane]:
        yield Lane()

    async def run_trial(plan: TrialPlan, _lane: object, folder: Path, follower: Callable[[Event], None]) -> Verdict:
        events = (
            Event(0.5, EventName.TRIAL_OPENED),
            Event(1.0, EventName.TRIAL_PHASE_BEGAN, {"phase": HOSTILE}),
            Event(1.0, EventName.CONSOLE_LOGGED, {"level": HOSTILE, "text": HOSTILE}),
            Event(1.0, EventName.FAULT_DOUBTED, {"step": 0, "fault": HOSTILE, "why": HOSTILE}),
            Event(2.0, EventName.FAULT_SEEN, {"step": 0, "fault": HOSTILE, "witness": HOSTILE, "detail": HOSTILE}),
        )
        with TrialJournal(folder, plan) as journal:
            for event in events:
                journal.write(event)
                follower(event)
        return Verdict(outcome=Outcome.FAILED, sentence=HOSTILE, reasons=(HOSTILE,), findings=(HOSTILE,))

    monkeypatch.setattr(chaoslab.run.run, "open_lane", open_lane)
    monkeypatch.setattr(chaoslab.run.run, "run_trial", run_trial)
    return lambda *words: ("run", str(experiment), "--out", str(tmp_path / NAME), *words)


def test_explain(experiment: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, said = printed(capfd, "explain", experiment)
    assert code == 0
    assert "[bold red]x[/] [link=http://h/]" in said


def test_run_report_measure_and_claims(
    tmp_path: Path, experiment: Path, run_folder: Callable[..., tuple[str, ...]], capfd: pytest.CaptureFixture[str]
) -> None:
    code, said = printed(capfd, *run_folder("--junit", str(tmp_path / "out.xml"), "--json", str(tmp_path / "out.json")))
    assert code == 1
    assert said.count("[bold red]x[/] [link=http://h/]y[/link]") >= 5
    folder = tmp_path / NAME
    assert_harmless((tmp_path / "out.xml").read_text())
    assert_harmless((tmp_path / "out.json").read_text())
    (console,) = folder.rglob("console.log")
    assert_harmless(console.read_text())
    assert len([line for line in console.read_text().splitlines() if not line.startswith("    ")]) == 1
    for kept in folder.rglob("*.json"):
        assert_harmless(kept.read_text())
    assert printed(capfd, "report", folder)[0] == 0
    assert printed(capfd, "measure", folder)[0] == 0
    assert printed(capfd, "measure", folder, "--json", "-")[0] == 0
    assert printed(capfd, "claims", experiment, "--runs", tmp_path)[0] == 0
    assert printed(capfd, "replay", folder, "--trial", HOSTILE)[0] == 2


@pytest.mark.parametrize("stream", ["--junit", "--json"])
def test_what_a_program_reads_from_standard_output(
    stream: str, run_folder: Callable[..., tuple[str, ...]], capfd: pytest.CaptureFixture[str]
) -> None:
    assert printed(capfd, *run_folder(stream, "-"))[0] == 1


def test_players(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "players").mkdir()
    player = tmp_path / "players" / f"{NAME}.yaml"
    words = json.dumps(HOSTILE[:90])
    text = f"title: {words}\nurl: 'http://h/'\nvideo: {words}\nstates:\n  error: {words}\n  ended: {{text: {words}}}\n"
    player.write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "400")
    code, said = printed(capfd, "players")
    assert (code, "e\\x1b[31m" in said) == (0, True)
    assert printed(capfd, "players", player)[0] == 0
    player.write_text(f"{text}{json.dumps(HOSTILE)}: 1\n")
    assert printed(capfd, "players")[0] == 0
    assert printed(capfd, "players", player)[0] == 2


VERBS = ("run", "explain", "report", "measure", "replay", "faults", "probes", "conditions", "players")


@pytest.mark.parametrize("verb", VERBS)
def test_an_argument_that_is_wrong(verb: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert printed(capfd, verb, HOSTILE.replace("/", ""))[0] == 2


@pytest.mark.parametrize("words", [("--lanes",), ("--origin",), ("--player",), ("--out",), ("--json",)])
def test_an_option_that_is_wrong(words: tuple[str, ...], experiment: Path, capfd: pytest.CaptureFixture[str]) -> None:
    value = f"{experiment}/x/{HOSTILE}" if words[0] in ("--out", "--json") else HOSTILE
    assert printed(capfd, "run", experiment, *words, value)[0] == 2


def test_the_live_view_and_the_table_of_a_replay() -> None:
    heard = io.StringIO()
    terminal = Terminal(file=heard, width=200)
    one = plan().model_copy(update={"id": HOSTILE, "title": HOSTILE})
    progress = Progress(terminal, trials=1)
    progress.began(one)
    progress.saw(one, Event(1.0, EventName.TRIAL_PHASE_BEGAN, {"phase": HOSTILE}))
    terminal.print(progress)
    terminal.print(HOSTILE, markup=False)
    progress.again(one, Verdict(outcome=Outcome.INVALID, sentence=HOSTILE, reasons=(HOSTILE,)))
    show_replay(Replay.model_validate({"of": HOSTILE, "folder": HOSTILE, "trials": [], "versions": []}), terminal)
    assert_harmless(heard.getvalue())
    assert heard.getvalue().count("[link=http://h/]") >= 5


def test_a_word_that_no_runner_takes_for_a_command_stays_as_it_is() -> None:
    assert visible("a::b #1 ## [x] std::vector :x") == "a::b #1 ## [x] std::vector :x"
    assert visible("::error::x\n  ::group::y") == "\\x3a:error::x\n  \\x3a:group::y"
