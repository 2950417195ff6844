"""One file per fault; the file's name is the key in an experiment."""

from chaoslab.faults._contract import GROUPS, Fault, FaultKey, Group, fault_class, names, renamed
from chaoslab.faults._effect import Effect, effective_at

__all__ = ["GROUPS", "Effect", "Fault", "FaultKey", "Group", "effective_at", "fault_class", "names", "renamed"]
