"""Finds the file that a user named in the folders for files of its kind."""

import errno
import os
from collections.abc import Sequence
from pathlib import Path

from chaoslab.errors import UsageError
from chaoslab.setup.places import EXPERIMENTS

YAML_ENDINGS = (".yaml", ".yml")


def folders(kind: str, near: Sequence[Path]) -> tuple[Path, ...]:
    """Where files of a kind (`players`, `models`, `traces`) are looked for, in order.

    In a folder of that name beside each of the paths in `near` and up to two folders above it, in `experiments/` here,
    and in the `experiments/` that come with the lab.
    """
    around = [place / kind for path in near for place in (path, *path.resolve().parents[:2])]
    present = [place for place in around if place.is_dir()]
    return tuple(dict.fromkeys((*present, Path("experiments") / kind, EXPERIMENTS / kind)))


def is_yaml(path: Path) -> bool:
    """Whether a file has a YAML ending: `.yaml` or `.yml`, in capitals too.

    A name that begins with a dot or `#` is an editor's own, such as the lock of an open file.
    """
    return path.suffix.lower() in YAML_ENDINGS and not path.name.startswith((".", "#"))


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files in a folder, sorted by name, without links that lead out; none when there is no such folder."""
    return sorted(path for path in folder.glob("*") if is_yaml(path) and lies_in(path, folder))


def yaml_named(folder: Path, name: str) -> Path | None:
    """The YAML file with that name in a folder, whichever of the endings it has.

    If there is none, anything else with that name is found, such as a folder or a broken link: reading it then says
    what is wrong with it. Raises UsageError for a name or a link that leads out of the folder: whoever wrote the
    experiment does not choose what else of the machine is read.
    """
    files = [folder / f"{name}{ending}" for ending in (*YAML_ENDINGS, *(ending.upper() for ending in YAML_ENDINGS))]
    found = next((file for there in (is_file, os.path.lexists) for file in files if there(file)), None)
    if found and not lies_in(found, folder):
        shown = name if name.isprintable() else repr(name)
        raise UsageError(f"{shown}: leads out of {folder}, where files that are named without a path lie")
    return found


def lies_in(file: Path, folder: Path) -> bool:
    """Whether it is in that folder or below it, links followed; a circle of links is nowhere else."""
    try:
        return file.resolve().is_relative_to(folder.resolve())
    except RuntimeError:
        return True


def is_file(path: Path) -> bool:
    """Like `Path.is_file`, and False for a name that no file can have. Raises OSError when access is denied."""
    try:
        return path.is_file()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return False
        raise
