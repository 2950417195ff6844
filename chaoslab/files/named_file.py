"""Finds the file that a user named, in the folders where files of its kind are kept."""

import errno
from collections.abc import Sequence
from pathlib import Path

from chaoslab.setup.places import EXPERIMENTS


def folders(kind: str, near: Sequence[Path]) -> tuple[Path, ...]:
    """Where files of a kind (`players`, `models`, `traces`) are looked for, in order.

    In a folder of that name beside each of the paths in `near` and up to two folders above it, in `experiments/` here,
    and in the `experiments/` that come with the lab.
    """
    around = [place / kind for path in near for place in (path, *path.resolve().parents[:2])]
    there = [place for place in around if place.is_dir()]
    return tuple(dict.fromkeys((*there, Path("experiments") / kind, EXPERIMENTS / kind)))


def is_file(path: Path) -> bool:
    """Like `Path.is_file`, and False for a name that no file can have. Raises OSError where nobody may look."""
    try:
        return path.is_file()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return False
        raise
