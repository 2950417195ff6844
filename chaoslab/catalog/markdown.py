"""Run as a program, writes what is generated from faults, probes and conditions into the documents and schemas.

python -m chaoslab.catalog.markdown [PAGE…]    every page and schema by default
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from chaoslab.catalog.condition_entry import condition_entries
from chaoslab.catalog.doc_tables import (
    conditions_table,
    definitions_table,
    faults_table,
    probes_table,
    settings_table,
)
from chaoslab.catalog.fault_entry import fault_entries
from chaoslab.catalog.probe_entry import probe_entries
from chaoslab.catalog.usage import Usage
from chaoslab.conformance.file import model_schema
from chaoslab.errors import LabError, UsageError
from chaoslab.experiment.schema import experiment_schema
from chaoslab.faults import GROUPS, Group
from chaoslab.players.file import player_schema
from chaoslab.setup.places import EXPERIMENTS, ROOT

Table = Callable[[], str]
_UNUSED = Usage({}, {})  # no table says which experiments use what


def _faults_of(group: Group) -> Table:
    return lambda: faults_table([entry for entry in fault_entries(EXPERIMENTS / "faults") if entry.group == group])


# Page → name between its marks → table.
TABLES: Mapping[str, Mapping[str, Table]] = {
    "docs/faults.md": {
        **{f"{group} faults": _faults_of(group) for group in GROUPS},
        "settings": lambda: settings_table(fault_entries(EXPERIMENTS / "faults")),
    },
    "docs/experiments.md": {
        "conditions": lambda: conditions_table(condition_entries(_UNUSED)),
        "probes": lambda: probes_table(probe_entries(_UNUSED)),
    },
    "docs/how-it-measures.md": {"definitions": lambda: definitions_table(probe_entries(_UNUSED))},
}
SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "experiments/schema.json": experiment_schema,
    "experiments/players/schema.json": player_schema,
    "experiments/models/schema.json": model_schema,
}


def marks(name: str) -> tuple[str, str]:
    """The lines before and after a table in its page."""
    return f"<!-- {name}: written by chaoslab.catalog.markdown -->", f"<!-- end of {name} -->"


def with_table(page: str, name: str, table: str) -> str:
    """The page with the table between its marks. Raises UsageError when they are missing."""
    begin, end = marks(name)
    before, opened, rest = page.partition(begin)
    _, closed, after = rest.partition(end)
    if not (opened and closed):
        raise UsageError(f"put {begin} and {end} where the table belongs")
    return f"{before}{begin}\n\n{table}\n\n{end}{after}"


def written(name: str, before: str) -> str:
    """A page or a schema, by its path in the clone, as it should be."""
    if name in SCHEMAS:
        return f"{json.dumps(SCHEMAS[name](), indent=2)}\n"
    for part, table in TABLES[name].items():
        before = with_table(before, part, table())
    return before


def main(names: Sequence[str]) -> None:
    """Write the named pages and schemas, or all of them."""
    known = (*TABLES, *SCHEMAS)
    if unknown := [name for name in names if name not in known]:
        sys.exit(f"{unknown[0]}: nothing in it is generated; name one of {', '.join(known)}")
    for name in names or known:
        path = ROOT / name
        before = path.read_text(encoding="utf-8")
        try:
            after = written(name, before)
        except LabError as error:
            sys.exit(f"{name}: {error}")
        if after != before:
            path.write_text(after, encoding="utf-8")
            print(f"{Path(name)}: written")


if __name__ == "__main__":
    main(sys.argv[1:])
