"""How the lab starts a Python of its own: on the lab's code, and on nothing of the folder that it is called in."""

import os
import sys
from collections.abc import Iterator, MutableMapping
from pathlib import Path

from chaoslab.setup import places

# Settings of the caller's own programs, which would change what the lab's import or do.
_NOT_OURS = (
    *("PYTHONHOME", "PYTHONPLATLIBDIR", "PYTHONEXECUTABLE", "PYTHONUSERBASE", "PYTHONSTARTUP", "PYTHONINSPECT"),
    *("PYTHONWARNINGS", "PYTHONOPTIMIZE", "NODE_OPTIONS", "NODE_PATH"),
)


def module(name: str, *words: str) -> list[str]:
    """The command that runs a module of the lab; it wants `environment` around it."""
    return [sys.executable, "-P", "-m", name, *words]


def environment() -> dict[str, str]:
    """The lab's own code first, then what this installation rests on, wherever the process is started."""
    return {"PYTHONPATH": os.pathsep.join((str(places.ROOT), *_folders_said(os.environ)))}


def forget_the_callers(variables: MutableMapping[str, str], *, whole: bool = False) -> None:
    """Drop what a caller has set for programs of their own.

    Of PYTHONPATH stay the folders named in full, since an installation may rest on them; an empty entry or a relative
    one stands for the folder that the lab is called in. Where everything is in an environment, it goes as a `whole`.
    """
    for name in _NOT_OURS:
        variables.pop(name, None)
    if folders := () if whole else tuple(_folders_said(variables)):
        variables["PYTHONPATH"] = os.pathsep.join(folders)
    else:
        variables.pop("PYTHONPATH", None)


def _folders_said(variables: MutableMapping[str, str]) -> Iterator[str]:
    for entry in variables.get("PYTHONPATH", "").split(os.pathsep):
        if Path(entry).is_absolute() and entry != str(places.ROOT):
            yield entry
