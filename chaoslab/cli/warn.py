"""Warns on standard error about what still works, but will not forever."""

import sys
from contextlib import suppress

from chaoslab.files.renamed_key import RenamedKey
from chaoslab.outward.gate import on_one_line


def warn(renamed: RenamedKey) -> None:
    """Print one line."""
    with suppress(OSError):  # nobody may be there to read it
        print(f"chaoslab: {on_one_line(str(renamed))}", file=sys.stderr, flush=True)
