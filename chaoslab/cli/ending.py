"""How the command line ends after an error: one line and an exit code."""

import os
import sys
import traceback
from contextlib import suppress
from typing import NoReturn

from chaoslab.errors import EnvironmentLacks, InternalError, LabError, gravest, is_the_systems
from chaoslab.outward.gate import GATE, on_one_line, shown

_DEBUG = "CHAOSLAB_DEBUG"  # set: print the traceback of an unforeseen error


def end(error: BaseException) -> NoReturn:
    """Say in one line what is wrong; print an unforeseen error's traceback only on request."""
    problem = gravest(error)
    if not isinstance(problem, Exception):
        raise error
    if isinstance(problem, OSError) and is_the_systems(problem):
        problem = EnvironmentLacks(
            f"{problem.filename}: {problem.strerror}" if problem.filename else str(problem.strerror)
        )
    elif not isinstance(problem, LabError):
        problem = InternalError(problem, f"what {_DEBUG}=1 prints", GATE.text)
    with suppress(OSError):  # nobody may be there to read it
        if isinstance(problem, InternalError) and os.environ.get(_DEBUG):
            print(shown("".join(traceback.format_exception(error))), file=sys.stderr)
        print(f"chaoslab: {on_one_line(str(problem))}", file=sys.stderr, flush=True)
    sys.exit(problem.exit_code)
