"""One step of the set-up, and whether its result exists and is up to date."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from chaoslab.setup import places
from chaoslab.setup.work import Work

_MADE = ("node_modules", "dist", "__pycache__")
_NOT_SOURCES = {f"{name}{state}" for name in _MADE for state in ("", ".draft", ".old")}


@dataclass(frozen=True, slots=True)
class SetupStep:
    """What a step does. `act` may return a description of what it did that is better than `done`."""

    name: str
    thing: str  # "Toxiproxy 2.12.0"
    doing: str  # "building Toxiproxy 2.12.0"
    done: str  # "Toxiproxy 2.12.0 built"
    act: Callable[[Work], str | None]
    inputs: Callable[[], str]  # changes when the result must be made again
    present: Callable[[], bool]  # whether the result exists
    after: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()  # a tool: only needed when one of these steps has to be done


def is_fresh(step: SetupStep) -> bool:
    """Whether the result exists and was made from the current inputs."""
    try:
        made_from = _stamp(step.name).read_text(encoding="utf-8")
    except OSError:
        return False
    return made_from == step.inputs() and step.present()


def mark(step: SetupStep, made_from: str) -> None:
    """Note that the result is complete; the last thing that a step does, in one rename."""
    stamp = _stamp(step.name)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    draft = stamp.with_suffix(f".{os.getpid()}")
    draft.write_text(made_from, encoding="utf-8")
    draft.replace(stamp)


def unmark(name: str) -> None:
    """Forget that a result is complete, before it is touched."""
    with suppress(FileNotFoundError):
        _stamp(name).unlink()


def stale(steps: Iterable[SetupStep], *, wanted: Iterable[str] = ()) -> tuple[SetupStep, ...]:
    """The steps that have to be done, in their order; tools only when another step needs them, or if wanted."""
    old = tuple(step for step in steps if not is_fresh(step))
    due = {step.name for step in old if not step.serves or step.name in wanted}
    while more := {step.name for step in old if due.intersection(step.serves)} - due:
        due |= more  # a tool may be made with another tool
    return tuple(step for step in old if step.name in due)


def fingerprint(*parts: str | Path) -> str:
    """A digest of words, files and source folders; a missing file counts as such."""
    digest = hashlib.sha256()
    for part in parts:
        files = _sources(part) if isinstance(part, Path) and part.is_dir() else [part]
        for source in files:
            name = str(source).removeprefix(str(places.ROOT))  # a clone that was moved is still the same clone
            digest.update(name.encode() + b"\0" + (_content(source) if isinstance(source, Path) else b"") + b"\0")
    return digest.hexdigest()


def _sources(folder: Path) -> Iterator[Path]:
    for inside, folders, files in os.walk(folder):
        folders[:] = sorted(set(folders) - _NOT_SOURCES)
        yield from (Path(inside, name) for name in sorted(files) if ".test." not in name)


def _content(file: Path) -> bytes:
    try:
        return hashlib.sha256(file.read_bytes()).digest()
    except OSError:
        return b"absent"


def _stamp(name: str) -> Path:
    return places.STAMPS / name
