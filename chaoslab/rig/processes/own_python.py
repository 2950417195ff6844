"""A child that runs one of the lab's own modules, wherever the lab was called and whatever lies there."""

import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from chaoslab.setup.places import ROOT

# Python looks for modules where it was called first, and in PYTHONPATH before its own: a folder `harness` or a file
# `redis.py` of somebody else would be run instead. `-P` leaves out the first; this takes the place of the second.
OWN_PATH: Mapping[str, str] = MappingProxyType({"PYTHONPATH": str(ROOT)})


def own_python(module: str, *words: str | Path) -> list[str]:
    """The command line that runs a module of the lab; to be started with `OWN_PATH` in its environment."""
    return [sys.executable, "-P", "-m", module, *map(str, words)]
