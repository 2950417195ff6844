"""One file a condition; the file's name is the key in an experiment."""

from chaoslab.conditions._contract import PACKAGE, condition, names

__all__ = ["PACKAGE", "condition", "names"]
