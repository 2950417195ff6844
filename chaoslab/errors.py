"""Every way the lab can refuse or fail, as one tree with the exit codes.

LabError
├── UsageError              2   the caller asked for something invalid
│   ├── ExperimentInvalid       a file does not hold a valid experiment (file, line, key)
│   ├── NoSuchRun               a folder holds no readable run
│   └── FileRefused             a file is not one that the lab reads or writes: a pipe, a device, a link
│       └── FileTooLarge        it is larger than any of its kind needs to be
├── EnvironmentLacks        5   the machine lacks something
│   ├── Missing                 a program, codec or bundle is missing
│   ├── BuildFailed             a set-up step failed
│   └── NotReady                a part was started and did not answer in time, or died
│       └── PlayerUnfit     4   the player under test cannot be opened, or observed, as described
├── FaultStuck              6   a fault could not be reverted
├── TrialBroken             7   a trial could not be completed
├── InternalError           7   something unforeseen: a bug in the lab
└── Interrupted           130   stopped by a signal (143 for SIGTERM, 129 for SIGHUP)
"""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar


class LabError(Exception):
    """Anything the lab says in one line instead of a traceback."""

    exit_code: ClassVar[int] = 7


class UsageError(LabError):
    """The caller asked for something invalid: a flag, a path, a value."""

    exit_code = 2


class ExperimentInvalid(UsageError):
    """A file does not hold a valid experiment."""

    def __init__(self, file: Path, problem: str, *, line: int | None = None, key: str = "") -> None:
        self.file, self.line, self.key, self.problem = file, line, key, problem
        where = f"{file}:{line}" if line else str(file)
        super().__init__(f"{where}: {key}: {problem}" if key else f"{where}: {problem}")


class NoSuchRun(UsageError):
    """A folder holds no readable run."""

    def __init__(self, folder: Path, problem: str = "holds no run.json") -> None:
        self.problem = problem
        super().__init__(f"{folder}: {problem}; give the folder that `chaoslab run` printed")


class FileRefused(UsageError):
    """A file that the lab does not read or write: a pipe, a device, a link in a run, one that is too large."""

    def __init__(self, file: Path, problem: str) -> None:
        self.file, self.problem = file, problem
        super().__init__(f"{file}: {problem}")


class FileTooLarge(FileRefused):
    """A file that is larger than any of its kind needs to be."""


class EnvironmentLacks(LabError):
    """The machine lacks something that the lab needs."""

    exit_code = 5


class Missing(EnvironmentLacks):
    """A program, codec or bundle is missing."""

    def __init__(self, thing: str, remedy: str, *, found: str = "") -> None:
        self.thing, self.remedy = thing, remedy
        super().__init__(f"{thing} is missing{f' ({found})' if found else ''}; {remedy}")


class BuildFailed(EnvironmentLacks):
    """A set-up step failed."""

    def __init__(self, thing: str, reason: str, remedy: str) -> None:
        super().__init__(f"{thing} could not be built: {reason}; {remedy}")


class NotReady(EnvironmentLacks):
    """A part was started and did not answer in time, or died first."""

    def __init__(self, thing: str, problem: str, remedy: str = "") -> None:
        super().__init__(f"{thing} {problem}{f'; {remedy}' if remedy else ''}")


class PlayerUnfit(NotReady):
    """The player under test cannot be opened, or observed, as its file or template says; the trial is invalid."""

    exit_code = 4

    def __init__(self, problem: str, remedy: str = "", *, thing: str = "the player") -> None:
        super().__init__(thing, problem, remedy)


class FaultStuck(LabError):
    """A fault could not be reverted; this outranks every other outcome."""

    exit_code = 6


class TrialBroken(LabError):
    """A trial could not be completed, and the lab itself is to blame."""


class InternalError(LabError):
    """Something unforeseen; `evidence` is what a bug report needs: a file, or how to get it.

    `told` is how its words may be told, before they are cut: half of a secret could not be recognised.
    """

    def __init__(self, error: BaseException, evidence: str, told: Callable[[str], str] = str) -> None:
        words = " ".join(told(str(error)).split())[:300]
        description = f"{type(error).__name__}: {words}" if words else type(error).__name__
        super().__init__(f"internal error: {description}; please report it, with {evidence}")


class Interrupted(LabError):
    """Stopped by a signal; what ran is rolled back and the journal is kept."""

    exit_code = 130


def leaves(error: BaseException) -> list[BaseException]:
    """The errors in a group and its nested groups, in order; any other error is its own leaf."""
    if not isinstance(error, BaseExceptionGroup):
        return [error]
    return [leaf for inner in error.exceptions for leaf in leaves(inner)]


def gravest(error: BaseException) -> BaseException:
    """The error to report, of one that may be a group: a fault that stayed, else our first one, else the first."""
    errors = leaves(error)
    ours = [leaf for leaf in errors if isinstance(leaf, LabError)]
    return next((leaf for leaf in ours if isinstance(leaf, FaultStuck)), (ours or errors)[0])


def is_the_systems(error: BaseException) -> bool:
    """Whether the system refused something, in its own words: a full disk, an unreadable file."""
    return isinstance(error, OSError) and bool(error.strerror)
