"""Programs that only some machines have, and that the tests which need them skip without."""

import contextlib
import os
import shutil
from pathlib import Path

from chaoslab.errors import Missing
from chaoslab.setup.components import locate


def srs() -> str | None:
    """The srs binary that CHAOSLAB_SRS names."""
    named = os.environ.get("CHAOSLAB_SRS", "")
    return str(Path(named).resolve()) if Path(named).is_file() and os.access(named, os.X_OK) else None


def nginx() -> str | None:
    """The nginx that CHAOSLAB_NGINX names, or the one on PATH."""
    return os.environ.get("CHAOSLAB_NGINX") or shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")


def toxiproxy() -> str | None:
    """The Toxiproxy that the lab uses."""
    with contextlib.suppress(Missing):
        return str(locate("toxiproxy"))
    return None


def redis() -> Path | None:
    """The redis-server that CHAOSLAB_REDIS names, or the one on PATH."""
    with contextlib.suppress(Missing):
        return locate("redis")
    return None
