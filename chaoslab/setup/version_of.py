"""Reads and compares versions of programs and of built bundles, and the flags that a program has."""

import hashlib
import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from chaoslab.setup import known

_NUMBER = re.compile(r"\d+(?:\.\d+)+")
_DEADLINE = 20.0  # seconds; a browser's first start after its installation reads 300 MB from the disk


def program(path: Path, arguments: Sequence[str]) -> str:
    """The first dotted number that the program prints about itself; empty when it prints none or does not run."""
    question = " ".join(["version", *arguments])
    version = known.recall(path, question)
    if version is not None:
        return version
    if answer := _ask(path, arguments):
        known.remember(path, question, answer)
    return answer


def has_flag(path: Path, flag: str) -> bool:
    """Whether the program's help, in the manner of Go's programs, names that flag; false when it does not run."""
    has = known.recall(path, f"flag {flag}")
    if has is None and (answer := _run(path, ("-help",))):
        has = "yes" if re.search(rf"^\s*{re.escape(flag)}\b", answer.stdout + answer.stderr, re.MULTILINE) else "no"
        known.remember(path, f"flag {flag}", has)
    return has == "yes"


def bundle(path: Path) -> str:
    """Twelve hex digits that change with the content of a built file, or of all files in a folder."""
    digest = hashlib.sha256()
    for file in [path] if path.is_file() else sorted(inside for inside in path.rglob("*") if inside.is_file()):
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]


def is_at_least(version: str, minimum: str) -> bool:
    """Whether a dotted version reaches a minimum; an unreadable one is given the benefit of the doubt."""
    return not version or not minimum or _parts(version) >= _parts(minimum)


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def _ask(path: Path, arguments: Sequence[str]) -> str:
    answer = _run(path, arguments)
    match = answer and (_NUMBER.search(answer.stdout) or _NUMBER.search(answer.stderr))
    return match[0] if match else ""


def _run(path: Path, arguments: Sequence[str]) -> "subprocess.CompletedProcess[str] | None":
    argv = [str(path), *arguments]
    environment = {**os.environ, "XDG_CONFIG_HOME": os.devnull}  # or Go would start telemetry in the home folder
    try:
        return subprocess.run(
            argv,
            capture_output=True,
            text=True,
            timeout=_DEADLINE,
            stdin=subprocess.DEVNULL,
            check=False,
            env=environment,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
