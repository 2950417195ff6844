"""One file per fault; the file's name is the key in an experiment."""

from chaoslab.faults._contract import GROUPS, Fault, FaultKey, Group, fault_class, names, renamed
from chaoslab.faults._effect import effective_at

__all__ = ["GROUPS", "Fault", "FaultKey", "Group", "effective_at", "fault_class", "names", "renamed"]
