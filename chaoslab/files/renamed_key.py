"""A name of an earlier version that a file still uses."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RenamedKey:
    """Where it stands, and its current name; as text, the warning for the file's author."""

    file: Path
    line: int | None
    key: str  # the place in the file, as `expect.0.stall_time`
    old: str
    now: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else str(self.file)
        return f"{where}: {self.key}: {self.old} is now called {self.now}; it still works, but write the new name"
