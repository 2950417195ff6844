"""The folders of the trials in a run, and of the tries that were set aside; none that is a link."""

import os
import stat
from pathlib import Path

from chaoslab.errors import FileRefused
from chaoslab.files.safe_reading import enter, kind_of
from chaoslab.journal.loss import Loss


def trial_folders(run: Path, losses: list[Loss]) -> list[str]:
    """The names of the trials that have begun."""
    return [name for name in _folders(run, "trials", losses) if _has_plan(run, f"trials/{name}")]


def tried_folders(run: Path, losses: list[Loss]) -> dict[str, list[str]]:
    """Name of a trial → the numbers of its tries that were set aside, in order; only trials with any."""
    tries = {}
    for name in _folders(run, "tries", losses):
        numbers = [number for number in _folders(run, f"tries/{name}", losses) if number.isdecimal()]
        if begun := [number for number in numbers if _has_plan(run, f"tries/{name}/{number}")]:
            tries[name] = sorted(begun, key=int)
    return tries


def _has_plan(run: Path, place: str) -> bool:
    return os.path.lexists(run / place / "plan.json")


def _folders(run: Path, place: str, losses: list[Loss]) -> list[str]:
    """The names of the folders at a place in a run, sorted."""
    try:
        inner = enter(run, place.split("/"))
    except FileNotFoundError:
        return []
    except (OSError, FileRefused) as error:
        losses.append(Loss(place, f"{getattr(error, 'problem', None) or error}, left out"))
        return []
    try:
        with os.scandir(inner) as entries:
            kinds = {entry.name: entry.stat(follow_symlinks=False).st_mode for entry in entries}
    finally:
        os.close(inner)
    links = [name for name in sorted(kinds) if stat.S_ISLNK(kinds[name])]
    losses.extend(Loss(f"{place}/{name}", f"is {kind_of(kinds[name])}, left out") for name in links)
    return [name for name in sorted(kinds) if stat.S_ISDIR(kinds[name])]
