"""Every case is an experiment and a player that the lab takes."""

from pathlib import Path

import pytest

from benchmarks.truth.cases import all_cases
from benchmarks.truth.files import write_all
from chaoslab.plan.make import Choices, read_plans


@pytest.mark.parametrize("name", list(all_cases()))
def test_the_files_of_a_case_are_read(name: str, tmp_path: Path) -> None:
    case = all_cases()[name]
    files = list(write_all(case, 2, tmp_path, port=4000, seed=1))
    assert [plan.title for path in files for plan in read_plans([path], Choices())] == [case.title] * 2
