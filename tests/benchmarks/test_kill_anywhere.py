"""Which kills the dice choose, how the process of a part is told, and what is odd about an end."""

import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from benchmarks.kill_anywhere.__main__ import table
from benchmarks.kill_anywhere.aftermath import Aftermath, begun, left_behind, odd_end
from benchmarks.kill_anywhere.kill import LAB, LAB_HARMS, PART_HARMS, PARTS, PHASES, STOP, STOP_AND_KILL, Kill, drawn
from benchmarks.kill_anywhere.victim import Running, is_part, names, of_scratch

EACH = len(PHASES) * (len(LAB_HARMS) + len(PARTS) * len(PART_HARMS))


def test_the_same_seed_gives_the_same_kills_and_another_one_others() -> None:
    assert drawn(7, 50) == drawn(7, 50)
    assert drawn(7, 50) != drawn(8, 50)


def test_each_victim_is_harmed_in_each_way_at_each_phase_before_one_comes_again() -> None:
    kinds = {(kill.victim, kill.harm, kill.phase) for kill in drawn(1, EACH)}
    assert len(kinds) == EACH
    assert {victim for victim, _, _ in kinds} == {LAB, *PARTS}
    assert all(0 <= kill.after <= PHASES[kill.phase][1] for kill in drawn(1, EACH))


def test_only_the_chosen_victims_are_harmed() -> None:
    assert {kill.victim for kill in drawn(1, 40, ["driver", "gate"])} == {"driver", "gate"}


@pytest.mark.parametrize(
    ("harm", "sent"), [("SIGTERM", signal.SIGTERM), (STOP, signal.SIGSTOP), (STOP_AND_KILL, signal.SIGSTOP)]
)
def test_a_stop_is_a_signal_too(harm: str, sent: signal.Signals) -> None:
    assert Kill(LAB, harm, "start", 0).signal is sent


CHROMIUM = "/usr/lib/chromium/chromium --user-data-dir=/tmp/x"
RUNNING = {
    "publisher": Running("python -P -m chaoslab.rig.media.publisher", "publisher", True),
    "origin": Running("lalserver -c lal.json", "lalserver", True),
    "harness": Running("python -P -m harness --fd 7", "harness", True),
    "signalling": Running("python -P -m harness --fd 12", "signalling", True),
    "Toxiproxy": Running("toxiproxy -socket t.sock", "toxiproxy", True),
    "gate": Running("python -P -m chaoslab.rig.legs.gate", "gates-hls", True),
    "browser": Running(CHROMIUM, "browser", True),
    "renderer": Running(f"{CHROMIUM} --type=renderer", "browser", False),
    "GPU process": Running(f"{CHROMIUM} --type=gpu-process", "browser", False),
    "network service": Running(f"{CHROMIUM} --utility-sub-type=network.mojom.NetworkService", "browser", False),
    "driver": Running("node cli.js run-driver", "null", True),
    "reaper": Running("python -I -S reaper.py", "tty", True),
    "": Running(f"{CHROMIUM} --type=renderer --top-chrome-webui", "browser", False),
}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_told_from_all_others(part: str) -> None:
    assert [name for name, running in RUNNING.items() if is_part(running, part)] == [part]


def test_what_names_the_scratch_folder_is_left_and_what_only_begins_like_it_is_not() -> None:
    assert names("/tmp/s1", [], "/tmp/s1/chaoslab-x")
    assert names("/tmp/s1", ["chromium", "--user-data-dir=/tmp/s1/home"], "")
    assert names("/tmp/s1", ["cat", "/tmp/s1"], "")
    assert not names("/tmp/s1", ["cat", "/tmp/s12/x"], "/tmp/s12")
    assert not names("/tmp/s1", [], "")


def test_a_process_and_a_file_that_are_left_are_told(tmp_path: Path) -> None:
    (tmp_path / "socket").touch()
    words = [sys.executable, "-c", "import sys; print('there', flush=True); sys.stdin.read()", str(tmp_path)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as late:
        assert late.stdout is not None
        late.stdout.readline()
        assert [one.pid for one in of_scratch(tmp_path)] == [late.pid]
        left = left_behind([], tmp_path)
        assert [str(tmp_path / "socket") in one or f"pid={late.pid}" in one for one in left] == [True, True]
        assert len(left_behind([psutil.Process(late.pid)], tmp_path)) == 2
        late.kill()
    (tmp_path / "socket").unlink()
    assert left_behind([], tmp_path) == []


def test_a_phase_begins_with_its_line_on_the_timeline(tmp_path: Path) -> None:
    assert begun(tmp_path, "")
    assert not begun(tmp_path, '"trial.opened"')
    (tmp_path / "trials/t").mkdir(parents=True)
    timeline = tmp_path / "trials/t/timeline.jsonl"
    timeline.write_text('{"at": 1.0, "name": "trial.opened", "da')
    assert not begun(tmp_path, '"trial.opened"'), "the line is still being written"
    timeline.write_text('{"at": 1.0, "name": "trial.opened", "data": {}}\n')
    assert begun(tmp_path, '"trial.opened"')


@pytest.mark.parametrize(
    ("kill", "code", "output", "odd"),
    [
        (Kill(LAB, "SIGTERM", "fault", 1), 143, "", []),
        (Kill(LAB, "SIGTERM", "fault", 1), 0, "so\nfar\n\n", ["exit code 0 (far)"]),
        (Kill(LAB, "SIGTERM", "end", 1), 0, "", []),
        (Kill(LAB, "SIGKILL", "start", 1), -9, "", []),
        (Kill(LAB, STOP, "fault", 1), 4, "", []),
        (Kill(LAB, STOP_AND_KILL, "fault", 1), -9, "", []),
        (Kill("origin", STOP, "fault", 1), 4, "", []),
        (Kill("origin", "SIGKILL", "fault", 1), 7, "chaoslab: the origin ended", []),
        (Kill("origin", "SIGKILL", "fault", 1), 1, "", ["exit code 1 (it said nothing)"]),
        (Kill("origin", STOP, "fault", 1), 7, " internal error: KeyError\n", ["internal error: KeyError"]),
    ],
)
def test_an_end_is_odd_by_its_code_or_where_it_is_a_bug(kill: Kill, code: int, output: str, odd: list[str]) -> None:
    assert odd_end(kill, code, output) == odd


def test_the_table_counts_by_victim_and_harm_and_tells_those_that_came_too_late() -> None:
    stopped, killed = Kill("driver", STOP, "fault", 1), Kill(LAB, "SIGKILL", "end", 1)
    rows = list(
        table(
            [
                Aftermath(stopped, events=10, took=1.5),
                Aftermath(stopped, left=("a process",), lost=("a line", "b"), events=5, took=2.25),
                Aftermath(stopped, odd=("exit code 1",)),
                Aftermath(killed, missed=True),
            ]
        )
    )
    *counted, empty, summed_up = rows[2:]
    assert counted == ["| driver | stop | 3 | 1 | 1 | 1 | 15 | 2.2 s |"]
    assert empty == ""
    assert summed_up.startswith("1 of 3 kills left nothing, lost nothing and had an end in time; 1 more came too late")
