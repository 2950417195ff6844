"""The page that is built from a component's folder: where its code begins, and the name that changes with it."""

import hashlib
import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from chaoslab.errors import FileRefused, UsageError
from chaoslab.files.safe_reading import MIB, read_named
from chaoslab.setup import places

ENDINGS = ("tsx", "ts", "jsx", "js")
ENTRIES = tuple(f"{name}.{ending}" for name in ("player", "index") for ending in ENDINGS)
TOOLS = (
    places.PLAYER / "vite.component.config.ts",
    places.PLAYER / "tools" / "component.ts",
    places.PLAYER / "package-lock.json",
)
_MOST_FILES, _MOST_BYTES = 20_000, 512 * MIB  # of a folder
_LEFT_OUT = {"node_modules", ".git", "__pycache__"}
_INSTALLED = "node_modules/.package-lock.json"  # npm's own list of what a folder has installed


def entry_of(folder: Path) -> Path | None:
    """The file that exports the player; None when there is none."""
    return next((folder / name for name in ENTRIES if (folder / name).is_file()), None)


def bundle_name(name: str, folder: Path) -> str:
    """`NAME-HASH`; changes with the folder's content and with the lab's own part of the page."""
    digest, files, size = hashlib.sha256(), 0, 0
    for label, file in chain(_inside(folder), ((tool.name, tool) for tool in TOOLS)):
        content = _content(file)
        digest.update(os.fsencode(label) + b"\0" + hashlib.sha256(content).digest())
        files, size = files + 1, size + len(content)
        if files > _MOST_FILES or size > _MOST_BYTES:
            limit = f"{_MOST_FILES:,} files or {_MOST_BYTES // MIB} MiB"
            raise UsageError(f"{folder}: holds more than {limit}; give the folder of the player alone")
    return f"{name}-{digest.hexdigest()[:12]}"


def _inside(folder: Path) -> Iterator[tuple[str, Path]]:
    for inside, folders, files in os.walk(folder):
        folders[:] = sorted(set(folders) - _LEFT_OUT)
        for name in sorted(files):
            file = Path(inside, name)
            yield file.relative_to(folder).as_posix(), file
    yield _INSTALLED, folder / _INSTALLED


def _content(file: Path) -> bytes:
    """Nothing of what is no file, such as a pipe, which no page is built from."""
    try:
        return read_named(file, _MOST_BYTES)
    except (FileNotFoundError, FileRefused):
        return b""
