"""The cases by subject; each file lists its own as `CASES`."""

import importlib
import pkgutil
from functools import cache

from benchmarks.truth.case import Case


@cache
def all_cases() -> dict[str, Case]:
    """Every case by its name, in the order of files and lists."""
    modules = (importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    return {case.name: case for module in modules for case in getattr(module, "CASES", ())}
