"""The page that is built from a component's folder: where its code begins, and the name that changes with it."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from chaoslab.setup import places

ENDINGS = ("tsx", "ts", "jsx", "js")
ENTRIES = tuple(f"{name}.{ending}" for name in ("player", "index") for ending in ENDINGS)
TOOLS = (
    places.PLAYER / "vite.component.config.ts",
    places.PLAYER / "tools" / "component.ts",
    places.PLAYER / "package-lock.json",
)
_LEFT_OUT = {"node_modules", ".git", "__pycache__"}
_INSTALLED = "node_modules/.package-lock.json"  # npm's own list of what a folder has installed


def entry_of(folder: Path) -> Path | None:
    """The file that exports the player; None when there is none."""
    return next((folder / name for name in ENTRIES if (folder / name).is_file()), None)


def bundle_name(name: str, folder: Path) -> str:
    """`NAME-HASH`; changes with the folder's content and with the lab's own part of the page."""
    digest = hashlib.sha256()
    for label, file in [*_inside(folder), *((tool.name, tool) for tool in TOOLS)]:
        digest.update(label.encode() + b"\0" + hashlib.sha256(_content(file)).digest())
    return f"{name}-{digest.hexdigest()[:12]}"


def _inside(folder: Path) -> Iterator[tuple[str, Path]]:
    for inside, folders, files in os.walk(folder):
        folders[:] = sorted(set(folders) - _LEFT_OUT)
        for name in sorted(files):
            file = Path(inside, name)
            yield file.relative_to(folder).as_posix(), file
    yield _INSTALLED, folder / _INSTALLED


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
