"""The table of settings in docs/faults.md, made from the faults; called as a program, writes it into the page.

python -m chaoslab.catalog.markdown docs/faults.md
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from chaoslab.catalog.entry import Entry, entries
from chaoslab.catalog.settings import Setting
from chaoslab.catalog.table import default_in_words

BEGIN, END = "<!-- settings: written by chaoslab.catalog.markdown -->", "<!-- end of settings -->"
_HEAD = "| fault | setting | takes | unless given | meaning |\n|---|---|---|---|---|\n"


def settings_table(found: Sequence[Entry]) -> str:
    """A row for each setting of each fault; the fault's name stands on its first row."""
    return _HEAD + "\n".join(_rows(found))


def with_table(page: str, table: str) -> str:
    """The page with the table between its two marks."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{table}\n\n{END}{rest.partition(END)[2]}"


def _rows(found: Sequence[Entry]) -> list[str]:
    return [
        _row(f"`{one.name}`" if first else "", setting)
        for one in found
        for first, setting in zip((True, *(False,) * len(one.settings)), one.settings, strict=False)
    ]


def _row(fault: str, one: Setting) -> str:
    default = default_in_words(one)
    shown = default if one.required or default == "–" else f"`{default}`"
    cells = (fault, f"`{one.name}`", one.takes, shown, one.meaning.replace("|", "\\|"))
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    target = Path(sys.argv[1])
    told = settings_table(entries(Path("experiments/faults")))
    target.write_text(with_table(target.read_text(encoding="utf-8"), told), encoding="utf-8")
