"""The lists of the repository, proven: what there is has a test, imports go one way, files stay small."""

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
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

# Each stage may import itself and what stands before it; only rig, faults and trial touch the world.
STAGES = ("experiment", "plan", "rig", "trial", "timeline", "probes", "judge", "journal", "report")
PURE = ("timeline", "frames", "requests", "attempts", "disturbance", "probe", "probes", "tolerance", "judge", "verdict",
        "measurement", "words", "signalling_words", "sockets", "socket_attempts", "socket_waits", "signal_delays",
        "viewers", "flow", "breaks", "swallowed", "throughput", "narrowness", "late_pictures", "ingest_signs",
        "content", "exactness", "player_states", "watching", "takes_effect", "reactions", "carriers", "frame_counters",
        "waterfall", "waterfall_instants", "survival", "sets", "findings", "conformance",
        "ended", "page_states", "claims", "claims_standing", "explain", "summary", "journal",
        "report")  # fmt: skip
WORLDLY = {"chaoslab.rig", "chaoslab.trial", "chaoslab.run", "chaoslab.injector", "chaoslab.machine", "playwright"}
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


def test_what_is_right_of_the_timeline_touches_no_world() -> None:
    offenders = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in (ROOT / "chaoslab").rglob("*.py")
        if part_of(path) in PURE
        for name in imports(path)
        if any(name == world or name.startswith(f"{world}.") for world in WORLDLY)
    ]
    assert offenders == []


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
