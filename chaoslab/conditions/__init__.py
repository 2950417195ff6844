"""One file per condition; the file's name is the key in an experiment."""

from chaoslab.conditions._contract import PACKAGE, ConditionKey, condition, names, renamed

__all__ = ["PACKAGE", "ConditionKey", "condition", "names", "renamed"]
