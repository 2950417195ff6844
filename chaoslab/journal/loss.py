"""What could not be read of a run, by file and line, and how it is told: a few lines for each file, and a count."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from chaoslab.english import counted

_OF_A_FILE = 3  # losses that are told
_FILES = 20


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that was left out; as text, `trials/x-1/timeline.jsonl line 17: frame.presented: media is a list`."""

    file: str  # in the run's folder
    what: str
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.file}{f' line {self.line}' if self.line else ''}: {self.what}"


def told(losses: Sequence[Loss]) -> Iterator[str]:
    """The first losses of each file in full, and how many more there are."""
    files = [(file, list(of_file)) for file, of_file in groupby(losses, key=lambda loss: loss.file)]
    for file, of_file in files[:_FILES]:
        yield from map(str, of_file[:_OF_A_FILE])
        if more := of_file[_OF_A_FILE:]:
            yield f"{file}: {len(more)} more like these"
    if left := files[_FILES:]:
        yield f"{counted(sum(len(of_file) for _, of_file in left), 'more loss')} in {counted(len(left), 'more file')}"
