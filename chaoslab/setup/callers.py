"""What the caller has set for programs of their own, and which would change what the lab's import or do."""

from collections.abc import MutableMapping

_NOT_OURS = (
    *("PYTHONPATH", "PYTHONHOME", "PYTHONPLATLIBDIR", "PYTHONEXECUTABLE", "PYTHONUSERBASE", "PYTHONSTARTUP"),
    *("PYTHONINSPECT", "PYTHONWARNINGS", "PYTHONOPTIMIZE", "NODE_OPTIONS", "NODE_PATH"),
)


def forget_the_callers(variables: MutableMapping[str, str]) -> None:
    """Drop it, before anything is started."""
    for name in _NOT_OURS:
        variables.pop(name, None)
