"""Finds what a package holds by listing its folder: one class a file, named as the file."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any


def class_name(file_name: str) -> str:
    """`stall_time` → `StallTime`."""
    return "".join(part.capitalize() for part in file_name.split("_"))


@cache
def names(package: str) -> tuple[str, ...]:
    """Names of the modules in a package, sorted; they are the keys that users write."""
    folder = Path(__file__).parent.joinpath(*package.split(".")[1:])
    return tuple(sorted(one.name for one in pkgutil.iter_modules([str(folder)]) if not one.name.startswith("_")))


def load(package: str, name: str) -> type:
    """The class that the file `name` of a package carries."""
    found = getattr(importlib.import_module(f"{package}.{name}"), class_name(name))
    assert isinstance(found, type), f"{package}/{name}.py holds no class {class_name(name)}"
    return found


@cache
def renamed(package: str) -> Mapping[str, str]:
    """Each name that one had in an earlier version → the name that it has now; its class lists those in `formerly`."""
    held: list[tuple[str, Any]] = [(name, load(package, name)) for name in names(package)]
    return MappingProxyType({old: name for name, kind in held for old in kind.formerly})
