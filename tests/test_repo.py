"""The lists of the repository, proven: what there is has a test, imports go one way, files stay small."""

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

import chaoslab
from chaoslab import fault, folder, probe
from chaoslab.events import EventName

ROOT = Path(__file__).parent.parent
SOURCES = [
    path
    for part in ("chaoslab", "harness")
    for path in sorted((ROOT / part).rglob("*.py"))
    if "node_modules" not in path.parts
]
LONGEST = 250

# The way data flow; each stage imports only itself and what stands before it.
STAGES = ("experiment", "plan", "rig", "trial", "timeline", "probes", "judge", "journal", "report")
AGAINST_THE_FLOW = {
    "chaoslab/trial.py imports chaoslab.journal",  # it is written down while it goes on
    "chaoslab/trial.py imports chaoslab.judge",  # it waits for the steady state, and ends with its verdict
}
# Who touches the world of a trial, and who imports them in turn; nobody else may.
WORLDLY = ("machine", "machine_watch", "run_queue", "interrupts", "rig", "injector", "conductor", "trial", "run",
           "doctor", "commands", "cli", "__main__")  # fmt: skip
ONE_IMPORTER = ("playwright", "toxiproxy", "av", "yaml", "psutil", "junitparser", "pandas", "jinja2", "typer",
                "socketio", "engineio", "redis", "fastapi", "uvicorn")  # fmt: skip


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part_of(path: Path) -> str:
    return path.relative_to(ROOT / "chaoslab").with_suffix("").parts[0]


PARTS = {part_of(path) for path in SOURCES if path.is_relative_to(ROOT / "chaoslab")}


def importing(modules: Collection[str], *, by: Collection[str]) -> set[str]:
    """Who of these parts of the lab imports one of those modules, or what is in it."""
    return {
        f"{path.relative_to(ROOT)} imports {module}"
        for path in SOURCES
        if path.is_relative_to(ROOT / "chaoslab") and part_of(path) in by
        for name in imports(path)
        for module in modules
        if name == module or name.startswith(f"{module}.")
    }


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / line for line in listed.stdout.splitlines()]


@pytest.mark.parametrize("kind", ["faults", "probes"])
def test_every_fault_and_probe_has_a_test_of_its_name(kind: str) -> None:
    names = fault.names() if kind == "faults" else probe.names()
    assert names
    assert [name for name in names if not (ROOT / f"tests/{kind}/test_{name}.py").is_file()] == []


@pytest.mark.parametrize("kind", ["faults", "probes"])
def test_every_fault_and_probe_carries_a_class_of_its_name(kind: str) -> None:
    for name in folder.names(f"chaoslab.{kind}"):
        assert folder.load(f"chaoslab.{kind}", name).__name__ == folder.class_name(name)


def test_every_fault_is_used_by_an_experiment() -> None:
    text = "\n".join(path.read_text() for path in (ROOT / "experiments").rglob("*.yaml"))
    assert [name for name in fault.names() if f"{name}:" not in text] == []


def test_each_stage_imports_only_what_stands_before_it() -> None:
    assert set(STAGES) <= PARTS
    found: set[str] = set()
    for number, stage in enumerate(STAGES, start=1):
        found |= importing([f"chaoslab.{later}" for later in STAGES[number:]], by=[stage])
    assert found == AGAINST_THE_FLOW


def test_only_the_worldly_touch_the_world() -> None:
    assert set(WORLDLY) <= PARTS
    assert importing(["playwright", *(f"chaoslab.{name}" for name in WORLDLY)], by=PARTS - set(WORLDLY)) == set()


@pytest.mark.parametrize("library", ONE_IMPORTER)
def test_a_foreign_library_enters_through_one_file(library: str) -> None:
    importers = {
        str(path.relative_to(ROOT))
        for path in SOURCES
        for name in imports(path)
        if name == library or name.startswith(f"{library}.")
    }
    assert len(importers) == 1, importers


def test_the_project_names_just_the_packages_that_it_imports() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    ours = sys.stdlib_module_names | {"chaoslab", "harness"}
    sources = [path for path in SOURCES if path.name != "suite.py"]  # what runs the tests needs what tests need
    modules = {name.partition(".")[0] for path in sources for name in imports(path)} - ours
    packages = {importlib.metadata.packages_distributions()[module][0] for module in modules}
    by_name = {"wsproto"}  # uvicorn's WebSocket, chosen by its name
    assert {name.lower() for name in packages | by_name} == {re.split("[>=<]", one)[0].lower() for one in declared}


def test_no_source_file_is_longer_than_is_readable() -> None:
    files = [path for path in tracked("*.py", "*.ts", "*.tsx", "*.css", "*.j2", "lab") if path.is_file()]
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {str(path.relative_to(ROOT)): n for path, n in lengths.items() if n > LONGEST} == {}


def test_every_source_file_opens_with_one_sentence() -> None:
    def opening(path: Path) -> str:
        return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""

    assert [str(path) for path in SOURCES if not opening(path).split("\n")[0].rstrip().endswith((".", ":"))] == []


def test_the_recorder_emits_no_event_that_the_lab_does_not_know() -> None:
    text = (ROOT / "chaoslab/rig/recorder/src/events.ts").read_text(encoding="utf-8")
    emitted = set(re.findall(r"['\"]([a-z]+\.[a-z_]+)['\"]", text))
    assert emitted
    assert emitted <= {name.value for name in EventName}


def test_the_changelog_and_the_version_agree() -> None:
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert released[0] == chaoslab.__version__
