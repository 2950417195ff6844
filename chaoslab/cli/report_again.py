"""What `report` does: reads a run, says what could not be read of it, and writes its report anew."""

from pathlib import Path

from chaoslab.cli.warn import warn_of_losses
from chaoslab.journal.reading import read_run
from chaoslab.report.html import write_report


def report_again(folder: Path) -> Path:
    """Write the report into the run's folder; returns its file."""
    run = read_run(folder)
    warn_of_losses(run.losses)
    return write_report(run, folder / "report.html")
