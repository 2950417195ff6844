"""Installs Debian packages if that is allowed: as root, or through a sudo that asks for no password."""

import os
import shutil
import subprocess
import threading

from chaoslab.errors import Missing
from chaoslab.setup.work import Work

_APT = ("apt-get", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3")
_turn = threading.Lock()  # steps run side by side, apt does not
_listed = threading.Event()


def install(work: Work, *packages: str) -> None:
    """Install packages. Raises Missing with the command to run if they cannot be installed from here."""
    if shutil.which("apt-get") is None:
        raise Missing(work.thing, f"install {' '.join(packages)}, or this system's package for it, and try again")
    as_root = _as_root()
    if as_root is None:
        command = f"apt-get update && sudo apt-get install {' '.join(packages)}"
        raise Missing(work.thing, f"installing it needs root: run `sudo {command}`, and try again")
    with _turn:
        # Repairs what an interrupted installation left, and does nothing otherwise.
        work.run([*as_root, "dpkg", "--configure", "-a"])
        if not _listed.is_set():
            work.run([*as_root, *_APT, "update"])
            _listed.set()
        work.run([*as_root, *_APT, "install", *packages])


def _as_root() -> tuple[str, ...] | None:
    """What to put before a command so that it runs as root without asking; None if that is impossible."""
    environment = ("env", "DEBIAN_FRONTEND=noninteractive")
    if os.geteuid() == 0:
        return environment
    sudo = shutil.which("sudo")
    if sudo is None or subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode != 0:
        return None
    return (sudo, "-n", *environment)
