"""A set-up may be cut at any moment: the environment that counts is whole, and the one in use is left alone."""

import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from chaoslab.setup import environments, places
from tests.setup.test_ending import wait_until

FILES = 40
PREAMBLE = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(places.ROOT)!r})
from chaoslab.setup import environments, places
places.LAB = Path(sys.argv[1])
places.VENV, places.VENVS = places.LAB / "venv", places.LAB / "venvs"
"""
MAKING = f"""{PREAMBLE}
from itertools import count
print("there", flush=True)
for number in count():
    folder = environments.begin()
    (folder / "bin").mkdir()
    for file in ("chaoslab", *map(str, range({FILES}))):
        (folder / "bin" / file).write_text(str(number))
    environments.finish(str(number), lambda line: print(line, flush=True))
"""
HOLDING = f"""{PREAMBLE}
print(environments.hold(), flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / ".lab"
    folder.mkdir()
    for name, place in {"LAB": folder, "VENV": folder / "venv", "VENVS": folder / "venvs"}.items():
        monkeypatch.setattr(places, name, place)
    return folder


def make(made_from: str) -> Path:
    folder = environments.begin()
    (folder / "bin").mkdir()
    for file in ("chaoslab", *map(str, range(FILES))):
        (folder / "bin" / file).write_text(made_from)
    environments.finish(made_from, print)
    return folder


def script(text: str, lab: Path) -> "subprocess.Popen[str]":
    argv = [sys.executable, "-I", "-S", "-c", text, str(lab)]
    return subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@contextmanager
def used_by_another(lab: Path) -> Iterator[Path]:
    """A process that runs on the environment that counts; the folder that it holds."""
    with script(HOLDING, lab) as holder:
        assert holder.stdout
        yield Path(holder.stdout.readline().strip())
        holder.communicate("")


def files_in(folder: Path) -> set[str]:
    """What the files of an environment say: one word, when it was made as a whole."""
    files = list((folder / "bin").iterdir())
    return {file.read_text() for file in files} if len(files) > FILES else set()


def test_a_new_environment_counts_once_it_is_whole_and_the_old_one_goes() -> None:
    old = make("old")
    begun = environments.begin()
    assert environments.to_fill() == begun
    assert places.VENV.resolve() == old
    assert environments.is_whole("old")
    (begun / "bin").mkdir()
    (begun / "bin" / "chaoslab").touch()
    environments.finish("new", print)
    assert places.VENV.resolve() == environments.to_fill() == begun
    assert environments.is_whole("new") and not environments.is_whole("old")
    assert not old.exists()


def test_one_that_a_lab_runs_on_stays_until_the_lab_has_ended(lab: Path) -> None:
    old = make("old")
    with used_by_another(lab) as held:
        assert held == old
        make("new")
        assert files_in(old) == {"old"}
    environments.remove_unused()
    assert [folder.name for folder in places.VENVS.iterdir()] == [places.VENV.resolve().name]


def test_what_a_cut_set_up_began_goes_with_the_next_and_does_not_count(lab: Path) -> None:
    old = make("old")
    with script(MAKING.replace("environments.finish", "input() or environments.finish"), lab) as cut:
        assert cut.stdout and cut.stdout.readline() == "there\n"
        wait_until((lab / "venv.next").is_symlink, "it began")
        begun = (lab / "venv.next").resolve()
        environments.remove_unused()
        assert begun.is_dir()  # it is being filled
        cut.kill()
    assert environments.is_whole("old")
    assert places.VENV.resolve() == old
    new = make("new")
    assert not begun.exists() or begun == new
    assert files_in(new) == {"new"}


def test_whenever_a_set_up_is_killed_what_counts_is_whole_and_what_is_used_is_untouched(lab: Path) -> None:
    make("first")
    dice = random.Random(1)
    with used_by_another(lab) as held:
        for _ in range(20):
            with script(MAKING, lab) as making:
                assert making.stdout and making.stdout.readline() == "there\n"
                with pytest.raises(subprocess.TimeoutExpired):
                    making.wait(dice.uniform(0, 0.05))
                making.send_signal(signal.SIGKILL)
            assert len(files_in(places.VENV)) == 1
            assert files_in(held) == {"first"}
            assert len(list(places.VENVS.iterdir())) <= 4  # the one held, the one that counts, and what was cut
    assert places.VENV.resolve() != held  # they did come to an end


def test_one_to_which_something_was_being_added_is_not_whole_after_a_cut() -> None:
    make("old")
    with pytest.raises(KeyboardInterrupt):
        environments.add(lambda: (_ for _ in ()).throw(KeyboardInterrupt))
    assert not environments.is_whole("old")
    make("old")
    environments.add(lambda: None)
    assert environments.is_whole("old")


def test_one_that_lies_where_the_link_must_be_makes_way_when_nobody_uses_it_any_more(lab: Path) -> None:
    (lab / "venv" / "bin").mkdir(parents=True)
    said: list[str] = []
    with used_by_another(lab) as held:
        assert held == lab / "venv"
        replacing = script(MAKING.replace("count()", "[1]"), lab)
        assert replacing.stdout and replacing.stdout.readline() == "there\n"
        said.append(replacing.stdout.readline())
        assert held.is_dir() and not held.is_symlink()
    assert replacing.wait(10) == 0
    replacing.communicate()
    assert said == [f"· waiting for the labs that run on {held}, which must make way for a link …\n"]
    assert places.VENV.is_symlink()
    assert environments.is_whole("1")


def test_holding_on_where_there_is_none_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        environments.hold()
