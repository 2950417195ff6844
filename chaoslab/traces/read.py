"""Finds and reads the file of a trace, in either of its two formats."""

from contextlib import suppress
from pathlib import Path

from chaoslab.errors import FileTooLarge, UsageError
from chaoslab.files.named_file import folders
from chaoslab.files.nearest import did_you_mean
from chaoslab.files.safe_reading import MIB, read_named, text_of
from chaoslab.traces.comma_separated import parse_table
from chaoslab.traces.mahimahi import is_mahimahi, parse_mahimahi
from chaoslab.traces.trace import MOST_ROWS, BadTrace, Trace

FOLDER = "traces"  # beside experiments
_LARGEST = 20 * MIB


def read_trace(name: str, beside: Path) -> Trace:
    """The trace in a file; `name` is relative to `beside`, to a folder `traces` there or above, or to the lab's own.

    It lies in one of these folders, links followed: an experiment of somebody else reads nothing else of the machine.
    Raises UsageError, which names the file and the line, and quotes nothing of what the file holds.
    """
    file = _find(name, beside)
    try:
        text = text_of(read_named(file, _LARGEST), "utf-8-sig")
    except FileTooLarge as error:
        raise UsageError(f"{error}; keep only the part that matters") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}: is not text") from error
    except OSError as error:
        raise UsageError(f"{file}: cannot be read ({error.strerror})") from error
    try:
        trace = parse_mahimahi(text) if is_mahimahi(text) else parse_table(text)
    except BadTrace as error:
        raise UsageError(f"{file}{f':{error.line}' if error.line else ''}: {error.problem}") from error
    if len(trace.changes) > MOST_ROWS:
        raise UsageError(
            f"{file}: has {len(trace.changes)} changes, more than {MOST_ROWS}; keep only the part that matters"
        )
    return trace


def _find(name: str, beside: Path) -> Path:
    places = (beside, *folders(FOLDER, [beside]))
    shown = name if name.isprintable() else repr(name)
    for folder in places:
        with suppress(OSError, ValueError):  # a name can be too long for a file, or hold what none can
            file = folder / name
            if file.exists() and not file.resolve().is_relative_to(folder.resolve()):
                raise UsageError(f"{shown}: leads out of {folder}; put the trace beside the experiment or in {FOLDER}/")
            if file.is_file():
                return file
    known = sorted({file.name for folder in places[1:] for file in folder.glob("*") if file.suffix != ".md"})
    nearest = did_you_mean(name, known, cutoff=0.4)
    raise UsageError(
        f"{shown}: no such file beside the experiment or in {FOLDER}/{nearest} (known: {', '.join(known)})"
    )
