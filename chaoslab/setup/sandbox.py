"""Chromium's sandbox, which keeps a page that breaks out of its renderer from the user's files; root has none."""

import os
from collections.abc import Sequence


def is_off() -> bool:
    """Whether the browser will have to run without it."""
    return os.geteuid() == 0


def flags() -> Sequence[str]:
    """What Chromium must be told; as root it refuses to run with its sandbox."""
    return ("--no-sandbox",) if is_off() else ()
