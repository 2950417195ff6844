"""What CHAOSLAB_SRS names: an `srs` binary to start, or the address of a running one."""

import os
import re
from dataclasses import dataclass

VARIABLE = "CHAOSLAB_SRS"
_ADDRESS = re.compile(r"(?P<host>[^:/]+):(?P<rtmp>\d+):(?P<http>\d+):(?P<api>\d+)")


@dataclass(frozen=True, slots=True)
class OriginAddress:
    """Where an SRS is already running, and its three ports."""

    host: str
    rtmp: int
    http: int
    api: int


def named() -> str:
    """The variable's value; empty when it is not set."""
    return os.environ.get(VARIABLE, "")


def named_address() -> OriginAddress | None:
    """The address that it names; None when it names a program, or nothing."""
    match = _ADDRESS.fullmatch(named())
    return OriginAddress(match["host"], int(match["rtmp"]), int(match["http"]), int(match["api"])) if match else None


def not_ours(origin: str) -> str:
    """Why the lab cannot kill or stop the process of that origin; empty when it can."""
    if origin == "srs" and named_address():
        return (
            f"the SRS at {named()} runs by itself, and the lab does not touch its process; set {VARIABLE} to a binary"
        )
    return ""
