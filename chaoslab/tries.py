"""Where the earlier tries of a trial are kept when it is run again: RUN/tries/ID/1, 2, …; RUN/trials/ID is the last."""

from pathlib import Path


def set_aside(run: Path, trial: str, number: int) -> None:
    """Move a try away from where the next one will be journaled."""
    target = run / "tries" / trial / str(number)
    target.parent.mkdir(parents=True, exist_ok=True)
    (run / "trials" / trial).rename(target)


def earlier_tries(run: Path, trial: str) -> tuple[Path, ...]:
    """The folders of the tries that were set aside, in order."""
    found = [path for path in (run / "tries" / trial).glob("*") if path.name.isdecimal()]
    return tuple(sorted(found, key=lambda path: int(path.name)))
