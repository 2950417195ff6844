"""What others wrote is read, and what a run keeps is written, through two modules alone."""

import ast
from collections.abc import Iterator
from pathlib import Path

from chaoslab.setup.places import ROOT

# The parts that read what people, players and earlier runs wrote.
PARTS = ("files", "traces", "experiment", "players", "conformance", "plan", "judge", "journal", "run", "report",
         "claims", "cli")  # fmt: skip
DIRECT = {"read_text", "read_bytes", "write_text", "write_bytes", "open", "fdopen"}
OWN = {
    "files/safe_reading.py": "the one that reads",
    "files/safe_writing.py": "the one that writes",
    "report/html.py": "its own styles",
    "players/build.py": "what vite told of its own draft",
    "cli/terminal.py": "the null device",
    "run/trial.py": "the browser opens a page",
}


def direct() -> Iterator[str]:
    """The modules that open a file by themselves."""
    for part in PARTS:
        for path in sorted((ROOT / "chaoslab" / part).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
            names = {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls}
            if names & DIRECT:
                yield path.relative_to(ROOT / "chaoslab").as_posix()


def test_no_other_module_opens_a_file_by_itself() -> None:
    assert set(direct()) == set(OWN)


def test_what_is_listed_is_there() -> None:
    assert [place for place in OWN if not Path(ROOT / "chaoslab" / place).is_file()] == []
