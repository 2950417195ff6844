"""What `./lab VERB …` does: set up what is due, then become `chaoslab VERB …`."""

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from chaoslab.errors import EnvironmentLacks
from chaoslab.outward.gate import on_one_line
from chaoslab.setup import environments, packages
from chaoslab.setup.callers import forget_the_callers
from chaoslab.setup.prepare import prepare
from chaoslab.setup.step import SetupStep, stale
from chaoslab.setup.steps import TO_TEST, steps

_LACKS = 5
_INTERRUPTED = 130


def main(argv: Sequence[str]) -> int:
    """The exit code of `setup`, or of a set-up that failed (5) or was interrupted (130); otherwise never returns."""
    forget_the_callers(os.environ)
    verb = argv[0] if argv else ""
    errors: tuple[Exception, ...]
    try:
        errors = prepare(_due_to_test if verb == "test" else _due)
    except (EnvironmentLacks, OSError) as error:
        print(f"lab: {on_one_line(str(error))}", file=sys.stderr)
        errors = (error,)
    except KeyboardInterrupt:
        print("set-up interrupted; the next ./lab continues where it stopped", file=sys.stderr)
        return _INTERRUPTED
    # The doctor says what is missing, so it also runs on a machine that could not be set up completely.
    if errors and not (verb == "doctor" and packages.CHAOSLAB.is_file()):
        return _LACKS
    environments.remove_unused()  # which labs that have ended meanwhile were running on
    return 0 if verb == "setup" else _become(argv)


def _due() -> tuple[SetupStep, ...]:
    return stale(steps())


def _due_to_test() -> tuple[SetupStep, ...]:
    return stale(steps(testing=True), wanted=TO_TEST)


def _become(argv: Sequence[str]) -> NoReturn:
    python = environments.hold(across_exec=True) / "bin" / "python"
    module, words = ("chaoslab.setup.suite", argv[1:]) if argv[:1] == ["test"] else ("chaoslab", argv)
    # -I: neither the folder in which it is called nor PYTHONPATH may hold what is imported.
    words = [str(python), "-I", "-m", module, *words]
    os.execv(words[0], words)  # noqa: S606 - no shell is wanted
