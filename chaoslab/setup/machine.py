"""What the machine itself must offer: ports, file descriptors, idle cores, a good clock, room on the disk."""

import os
import resource
import shutil
import socket
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from chaoslab.setup import places, sandbox
from chaoslab.setup.components import State

_LOOPBACK = "127.0.0.1"
_PORTS = 16  # a trial listens on this many: seven legs, Toxiproxy, origin, harness, signalling, Redis, router, driver
_DESCRIPTORS = 1024
_CORES = 2
_DISK = 2 * 10**9  # bytes; set-up takes 1.5 GB, a run a few MB
_SHARED_MEMORY = 256 * 10**6  # bytes; Chromium's tabs die with Docker's default of 64 MB
_GOOD_CLOCKS = {"tsc", "kvm-clock", "arch_sys_counter", "hyperv_clocksource_tsc_page"}
_CLOCK_SOURCE = Path("/sys/devices/system/clocksource/clocksource0/current_clocksource")


@dataclass(frozen=True, slots=True)
class Check:
    """The state of one thing that the lab needs or benefits from."""

    component: str
    found: str  # where or what
    version: str
    state: State
    remedy: str = ""
    needed: bool = True  # without it no trial can run

    @property
    def stops(self) -> bool:
        """Whether no trial can run because of it."""
        return self.needed and self.state in {State.MISSING, State.TOO_OLD}


def examine_machine() -> tuple[Check, ...]:
    """All of them; quick, and without starting anything."""
    return (free_ports(), _descriptors(), _cores(), _load(), _clock(), _disk(), _shared_memory(), _sandbox())


def _wish(component: str, found: str, good: bool, remedy: str) -> Check:
    return Check(component, found, "", State.OK if good else State.WARNING, "" if good else remedy, needed=False)


def free_ports() -> Check:
    """Whether as many ports as a trial takes are free on loopback."""
    try:
        with ExitStack() as stack:
            for _ in range(_PORTS):
                stack.enter_context(socket.create_server((_LOOPBACK, 0)))
    except OSError as error:
        remedy = (
            f"let this user listen on {_LOOPBACK} ({error.strerror}), and find out what occupies the ports: `ss -tlnp`"
        )
        return Check("free ports", f"none on {_LOOPBACK}", "", State.MISSING, remedy)
    return Check("free ports", f"{_PORTS} opened on {_LOOPBACK}", "", State.OK)


def _descriptors() -> Check:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    found = "no limit" if soft == resource.RLIM_INFINITY else str(soft)
    good = soft in (resource.RLIM_INFINITY, max(soft, _DESCRIPTORS))
    return _wish("open files", found, good, f"run `ulimit -n {max(_DESCRIPTORS, min(hard, 4096))}` before the lab")


def _cores() -> Check:
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return _wish("cores", str(count), count >= _CORES, f"to measure a trial well takes {_CORES} cores or more")


def _load() -> Check:
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    found = f"{load:.2f} over the last minute"
    return _wish("load", found, load <= cores, "let the machine come to rest; a busy one shows frames late")


def _clock() -> Check:
    source = _CLOCK_SOURCE.read_text(encoding="ascii").strip() if _CLOCK_SOURCE.is_file() else "unknown source"
    step = time.get_clock_info("monotonic").resolution
    good = step <= 1e-6 and (source in _GOOD_CLOCKS or not _CLOCK_SOURCE.is_file())
    found = f"{source}, step {step * 1e9:.0f} ns"
    return _wish("clock", found, good, "a slow clock source makes every timestamp expensive; `tsc` is the fast one")


def _disk() -> Check:
    place = places.LAB if places.LAB.is_dir() else places.ROOT
    free = shutil.disk_usage(place).free
    return _wish("free disk", f"{free / 1e9:.1f} GB", free >= _DISK, f"free {_DISK / 1e9:.0f} GB at {place}")


def _shared_memory() -> Check:
    place = Path("/dev/shm")  # noqa: S108 - looked at, not written to
    size = shutil.disk_usage(place).total if place.is_dir() else _SHARED_MEMORY
    found = f"{size / 1e6:.0f} MB"
    return _wish(
        "shared memory", found, size >= _SHARED_MEMORY, "give the container more, for example with `--shm-size=1g`"
    )


def _sandbox() -> Check:
    found = "off, as this is root" if sandbox.is_off() else "on"
    remedy = "run the lab as a user without privileges: a page under test that breaks out of the browser is root here"
    return _wish("sandbox", found, not sandbox.is_off(), remedy)
