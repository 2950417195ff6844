"""How the command line ends with what went wrong: one line and an exit code."""

import os
import sys
import traceback
from contextlib import suppress
from typing import NoReturn

from chaoslab.cli.terminal import on_one_line
from chaoslab.errors import EnvironmentLacks, InternalError, LabError, gravest, is_the_systems

_DEBUG = "CHAOSLAB_DEBUG"  # set: print the traceback of what nobody foresaw


def end(error: BaseException) -> NoReturn:
    """Say in one line what is wrong; the traceback of what nobody foresaw is for those who ask for it."""
    found = gravest(error)
    if not isinstance(found, Exception):
        raise error
    if isinstance(found, OSError) and is_the_systems(found):
        found = EnvironmentLacks(f"{found.filename}: {found.strerror}" if found.filename else str(found.strerror))
    elif not isinstance(found, LabError):
        found = InternalError(found, f"what {_DEBUG}=1 prints")
    with suppress(OSError):  # nobody may be there to read it
        if isinstance(found, InternalError) and os.environ.get(_DEBUG):
            traceback.print_exception(error)
        print(f"chaoslab: {on_one_line(str(found))}", file=sys.stderr, flush=True)
    sys.exit(found.exit_code)
