"""A few of the cases that `python -m benchmarks.fuzz` makes by the ten thousand."""

import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz import files, guard, runs
from benchmarks.fuzz.__main__ import MOST_MEMORY, case, main
from benchmarks.fuzz.guard import guarded
from benchmarks.fuzz.mutate import mutated_bytes, mutated_json
from chaoslab.errors import NoSuchRun

NUMBERS = st.integers(min_value=0, max_value=2**31)
FEW = settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@FEW
@given(number=NUMBERS)
def test_a_damaged_run_is_read_or_refused_but_never_an_internal_error(number: int, tmp_path: Path) -> None:
    outcome = case("runs", 0, number, tmp_path)
    assert outcome.kind in ("read", "refused"), outcome.what


@FEW
@given(number=NUMBERS)
def test_a_hostile_file_is_read_or_refused_but_never_an_internal_error(number: int, tmp_path: Path) -> None:
    outcome = case("files", 0, number, tmp_path)
    assert outcome.kind in ("read", "refused"), outcome.what


@pytest.mark.parametrize("text", files.HOSTILE)
def test_each_hostile_text_is_refused_and_soon(text: str, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    began = time.process_time()
    assert guarded(lambda: files.exercise(tmp_path / "x.yaml", "player")).kind == "refused"
    assert time.process_time() - began < guard.LONGEST


def test_the_sample_itself_is_read(tmp_path: Path) -> None:
    run = tmp_path / "runs/run"
    runs.written(run, runs.sample(), Random(7))
    assert guarded(lambda: runs.exercise(run)).kind == "read"


def test_the_same_number_makes_the_same_case() -> None:
    made = [runs.mutated(Random(5), runs.sample()) for _ in range(2)]
    assert made[0] == made[1] != runs.sample()


def test_mutations_change_something() -> None:
    rng = Random(1)
    assert sum(mutated_bytes(rng, b"x" * 100) != b"x" * 100 for _ in range(100)) > 80
    assert sum(mutated_json(rng, {"a": [1, 2]}) != {"a": [1, 2]} for _ in range(100)) > 60


def test_an_unforeseen_error_and_a_hang_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unforeseen() -> None:
        raise ZeroDivisionError

    def refused() -> None:
        raise NoSuchRun(Path("run"))

    def busy() -> None:
        while True:
            pass

    monkeypatch.setattr(guard, "LONGEST", 0.05)
    kinds = [guarded(one).kind for one in (unforeseen, refused, busy)]
    assert kinds == ["broken", "refused", "hung"]


def test_a_table_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main({"files": 3}, seed=1, jobs=1) == 0
    assert "| 3 files |" in capsys.readouterr().out
    assert guard.peak_memory() > 0 and MOST_MEMORY == 500
