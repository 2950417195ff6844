"""The key that somebody meant who asked for one entry of a catalog."""

from types import ModuleType

from chaoslab import plugins
from chaoslab.errors import UsageError
from chaoslab.files.nearest import unknown_among


def asked_key(name: str, package: ModuleType, *, kind: str) -> str:
    """The present key: dashes may stand for underscores, and a key of an earlier version is understood.

    Raises UsageError with the nearest keys where there is no such fault, probe or condition (`kind`).
    """
    key = plugins.key_now(package.__name__, name.replace("-", "_"))
    known = plugins.names(package.__name__)
    if key not in known:
        raise UsageError(f"{name}: there is no such {kind}{unknown_among(name, known, command=f'{kind}s')}")
    return key
