"""A run that is stopped in the middle leaves nothing behind but its journal."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from chaoslab.journal.reading import read_run
from chaoslab.report.html import write_report
from chaoslab.timeline.events import EventName
from tests.lab.stopping import descendants, left_over, short_scratch, started, wait_for

pytestmark = pytest.mark.lab


@pytest.fixture
def scratch() -> Iterator[Path]:
    with short_scratch() as folder:
        yield folder


@pytest.mark.parametrize(
    ("sign", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGKILL, -signal.SIGKILL)],
)
def test_nothing_is_left_and_the_journal_is_reportable(
    tmp_path: Path, scratch: Path, sign: signal.Signals, code: int
) -> None:
    with started(tmp_path, scratch) as lab:
        wait_for(lab, "proxy_down seen")
        processes = descendants(lab)
        assert len(processes) > 5
        os.kill(lab.pid, sign)
        rest = lab.communicate()[0]
        assert lab.returncode == code, rest
        assert left_over(processes, scratch) == []
    record = read_run(tmp_path / "run")
    (trial,) = record.trials
    assert trial.verdict is None
    assert trial.timeline.first(EventName.FAULT_INJECTED) is not None
    assert "interrupted" in write_report(record, tmp_path / "again.html").read_text().lower()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_lifts_its_fault_and_says_so_in_one_line(
    tmp_path: Path, scratch: Path, sign: signal.Signals
) -> None:
    with started(tmp_path, scratch) as lab:
        wait_for(lab, "proxy_down seen")
        os.kill(lab.pid, sign)
        rest = lab.communicate()[0]
    (trial,) = read_run(tmp_path / "run").trials
    assert trial.timeline.first(EventName.FAULT_LIFTED) is not None
    assert f"stopped by {sign.name}" in rest
    assert "Traceback" not in rest


def test_a_run_killed_while_it_starts_leaves_nothing(tmp_path: Path, scratch: Path) -> None:
    with started(tmp_path, scratch) as lab:
        wait_for(lab, "▶")
        processes = descendants(lab)
        os.kill(lab.pid, signal.SIGKILL)
        lab.communicate()
        assert left_over(processes, scratch) == []
