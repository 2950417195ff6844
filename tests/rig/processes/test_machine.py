"""What the machine says of itself."""

import os
from pathlib import Path

import pytest

from chaoslab.rig.processes import machine


@pytest.fixture
def group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a control group."""
    file = tmp_path / "cpu.max"
    monkeypatch.setattr(machine, "_CGROUP", file)
    return file


@pytest.mark.parametrize(
    ("pinned", "limit", "cores"),  # as many processors, what the control group says, as many cores
    [
        (64, "200000 100000", 2.0),  # a container of two cores on a large host
        (64, "50000 100000", 0.5),
        (4, "max 100000", 4.0),
        (2, "800000 100000", 2.0),
        (4, "what is this", 4.0),
        (4, None, 4.0),
    ],
)
def test_the_cores_are_those_that_this_process_may_use(
    group: Path, pinned: int, limit: str | None, cores: float
) -> None:
    if limit is not None:
        group.write_text(limit + "\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "sched_getaffinity", lambda _pid: set(range(pinned)), raising=False)
        assert machine.cores() == cores
