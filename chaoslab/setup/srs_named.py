"""What CHAOSLAB_SRS names: an `srs` binary to be started, or the address of one that runs."""

import os
import re
from dataclasses import dataclass

VARIABLE = "CHAOSLAB_SRS"
_ADDRESS = re.compile(r"(?P<host>[^:/]+):(?P<rtmp>\d+):(?P<http>\d+):(?P<api>\d+)")


@dataclass(frozen=True, slots=True)
class OriginAddress:
    """Where an SRS runs already, and its three ports."""

    host: str
    rtmp: int
    http: int
    api: int


def named() -> str:
    """The variable's value; empty where it is not set."""
    return os.environ.get(VARIABLE, "")


def named_address() -> OriginAddress | None:
    """The address that it gives; None where it names a program, or nothing."""
    found = _ADDRESS.fullmatch(named())
    return OriginAddress(found["host"], int(found["rtmp"]), int(found["http"]), int(found["api"])) if found else None


def not_ours(origin: str) -> str:
    """Why the process of that origin cannot be killed or stopped by the lab; empty where it can."""
    if origin == "srs" and named_address():
        return (
            f"the SRS at {named()} runs by itself, and the lab does not touch its process; set {VARIABLE} to a binary"
        )
    return ""
