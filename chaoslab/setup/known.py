"""Answers about files that are slow to get, remembered until the file changes; one small file per answer."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from chaoslab.setup import places


def recall(path: Path, question: str) -> str | None:
    """The answer remembered for this file, if the file has not changed."""
    try:
        return _place(path, question).read_text(encoding="utf-8")
    except OSError:
        return None


def remember(path: Path, question: str, answer: str) -> None:
    """Keep an answer; without a clone's `.lab/` there is nowhere to keep it, and the question is asked again."""
    if not places.LAB.is_dir():
        return
    with suppress(OSError):
        place = _place(path, question)
        place.parent.mkdir(exist_ok=True)
        draft = place.with_suffix(f".{os.getpid()}")
        draft.write_text(answer, encoding="utf-8")
        draft.replace(place)


def _place(path: Path, question: str) -> Path:
    facts = path.stat()
    identity = f"{path}|{facts.st_mtime_ns}|{facts.st_size}|{question}"
    return places.LAB / "known" / hashlib.sha256(identity.encode()).hexdigest()[:20]
