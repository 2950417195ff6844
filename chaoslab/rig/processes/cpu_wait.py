"""How long the lab's own processes wait for a processor, by the kernel's count; Linux only."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Waits:
    """Of some threads: seconds ready to run but not running, seconds running, and how often each got a processor."""

    waited: float
    ran: float
    turns: int

    @property
    def each(self) -> float:
        """Mean seconds from ready to running."""
        return self.waited / self.turns if self.turns else 0.0


class RunQueue:
    """Reads /proc/PID/task/*/schedstat from one look to the next (Linux: Documentation/scheduler/sched-stats.rst)."""

    def __init__(self) -> None:
        self._before: dict[str, tuple[int, int, int]] = {}

    def since_last(self, pids: Iterable[int]) -> Waits | None:
        """What has accumulated since the last look in threads that existed then; None if the kernel keeps no count."""
        now = {path: counts for pid in pids for path, counts in _threads(pid)}
        known = [(self._before[path], counts) for path, counts in now.items() if path in self._before]
        self._before = now
        if not now:
            return None
        ran, waited, turns = (sum(new[i] - old[i] for old, new in known) for i in range(3))
        return Waits(waited / 1e9, ran / 1e9, turns)


def _threads(pid: int) -> list[tuple[str, tuple[int, int, int]]]:
    counts = []
    try:
        with os.scandir(_PROC / str(pid) / "task") as tasks:
            for task in tasks:
                ran, waited, turns = (Path(task.path) / "schedstat").read_text(encoding="ascii").split()
                counts.append((task.path, (int(ran), int(waited), int(turns))))
    except (OSError, ValueError):
        pass  # it has ended, or this kernel counts nothing
    return counts
