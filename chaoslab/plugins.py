"""Finds the plugins in a package by listing its folder: one class per file, named after the file."""

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
    return tuple(
        sorted(module.name for module in pkgutil.iter_modules([str(folder)]) if not module.name.startswith("_"))
    )


def load(package: str, name: str) -> type:
    """The class in the file `name` of a package."""
    cls = getattr(importlib.import_module(f"{package}.{name}"), class_name(name))
    assert isinstance(cls, type), f"{package}/{name}.py holds no class {class_name(name)}"
    return cls


@cache
def renamed(package: str) -> Mapping[str, str]:
    """Each name of an earlier version → the present one; a class lists its own in `formerly`."""
    classes: list[tuple[str, Any]] = [(name, load(package, name)) for name in names(package)]
    return MappingProxyType({old: name for name, cls in classes for old in cls.formerly})


def key_now(package: str, key: str) -> str:
    """The present key of a plugin whose key may come from an earlier version; any other key as it is."""
    return renamed(package).get(key, key)
