"""`./lab test`: lint, types and unit tests in both languages, then pytest, whose summary comes last."""

import os
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from chaoslab.setup import places
from chaoslab.setup.front_end import npm, npm_environment
from chaoslab.setup.turn import ended_in_order
from chaoslab.setup.work import Crew


@dataclass(frozen=True, slots=True)
class SuiteCheck:
    """A program that passes by ending with 0."""

    name: str
    argv: Sequence[str | Path]
    cwd: Path = places.ROOT
    env: Mapping[str, str] = field(default_factory=dict)

    def passes(self, crew: Crew) -> bool:
        """Run it and print one line, followed by its whole output if it failed."""
        log = places.LOGS / f"test-{self.name.split()[0].strip(',')}.log"
        log.unlink(missing_ok=True)
        began = time.monotonic()
        process = crew.start([str(w) for w in self.argv], env={**os.environ, **self.env}, cwd=self.cwd, log=log)
        failed = process.wait() != 0
        crew.ended(process)
        output = "\n" + log.read_text(encoding="utf-8", errors="replace").rstrip() if failed else ""
        print(f"{'✗' if failed else '✓'} {self.name} in {time.monotonic() - began:.1f} s{output}", flush=True)
        return not failed


def checks() -> tuple[tuple[SuiteCheck, ...], tuple[SuiteCheck, ...]]:
    """The checks of the Python side and those of the front end; the two rows run in parallel."""
    tools = places.VENV / "bin"
    front_end, env = places.PLAYER, npm_environment()
    return (
        (
            SuiteCheck("ruff check", [tools / "ruff", "check", "."]),
            SuiteCheck("ruff format", [tools / "ruff", "format", "--check", "."]),
            SuiteCheck("mypy --strict", [tools / "mypy"]),
        ),
        (
            SuiteCheck("tsc, eslint, prettier", npm("run", "check"), front_end, env),
            SuiteCheck("vitest", npm("run", "test"), front_end, env),
        ),
    )


def main(words: Sequence[str]) -> int:
    """Run everything, whatever fails; `words` go to pytest. The exit code is pytest's, or 1 when a check failed."""
    os.chdir(places.ROOT)
    try:
        failed = _failed_checks()
        if failed:
            print(f"✗ failed before pytest: {', '.join(failed)}", flush=True)
        return int(pytest.main(list(words))) or int(bool(failed))
    except KeyboardInterrupt:
        return 130


def _failed_checks() -> tuple[str, ...]:
    crew = Crew()
    with ended_in_order(), ThreadPoolExecutor(max_workers=2) as pool:
        try:
            rows = pool.map(lambda row: [check.name for check in row if not check.passes(crew)], checks())
            return tuple(name for row in rows for name in row)
        finally:
            crew.stop()
            crew.dismiss()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
