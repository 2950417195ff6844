"""The lists of the repository, proven: what there is has a test, imports go one way, files stay small."""

import ast
import graphlib
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

import chaoslab
from chaoslab import faults, plugins, probes
from chaoslab.setup.places import ROOT
from chaoslab.timeline.events import MEDIA_STEP, EventName
from tests.import_arrows import PACKAGE, arrows, imports, modules, sources

SOURCES = [path for part in ("chaoslab", "harness") for path in sources(ROOT / part)]
LONGEST = 250
LONGEST_FUNCTION = 40

# What must be known first stands first. A part imports itself and what stands before it, and nothing else.
ORDER = ("errors", "clock", "plugins", "english", "outward", "models", "timeline", "setup", "files", "legs", "traces",
         "world", "evidence", "faults", "conditions", "probes", "experiment", "players", "conformance", "plan",
         "catalog", "judge", "rig", "journal", "run", "report", "claims", "cli", "__main__")  # fmt: skip
# The same within the two largest parts.
ROOMS = {
    "evidence": ("lab", "network", "signalling", "picture", "player"),
    "rig": ("processes", "legs", "browser", "media", "signalling", "lane", "trial_signalling", "cell"),
}
MOST_PLACES = 30  # in the root of `chaoslab/`
# Two classes of one name would be two things of one name, but for these.
SHARED_NAMES = {
    "Tab": "a protocol, and what keeps it",
    "EndedShown": "the condition and the probe of one key",
    "ErrorShown": "the condition and the probe of one key",
    "RetryingShown": "the condition and the probe of one key",
    "SpinnerShown": "the condition and the probe of one key",
    "WaitingShown": "the condition and the probe of one key",
}
# What reads a timeline, of which the part that writes it knows nothing. What both must know stands in `timeline`.
READING = ("evidence", "conditions", "probes", "conformance", "judge")
WORLDLY = {"rig", "run", "cli"}  # the parts that import the rig, and so touch what a trial stands on
HIDDEN = ("from . import rig", "from ..rig import cell", "importlib.import_module('chaoslab.rig')",
          "import_module('yaml')", "__import__('chaoslab.rig')")  # fmt: skip
BY_CALL = {"harness/signalling/app.py"}  # Redis only where it is asked for, which a rule of its own keeps in one file
ONE_IMPORTER = ("playwright", "toxiproxy", "av", "yaml", "psutil", "junitparser", "pandas", "jinja2", "typer",
                "socketio", "engineio", "redis", "fastapi", "uvicorn")  # fmt: skip

BY_TWO = {"typer": {"chaoslab/cli/options.py", "chaoslab/cli/verbs.py"}}  # the verbs, and the flags that they share


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / line for line in listed.stdout.splitlines()]


@pytest.mark.parametrize("kind", ["faults", "probes"])
def test_every_fault_and_probe_has_a_test_of_its_name(kind: str) -> None:
    names = faults.names() if kind == "faults" else probes.names()
    assert names
    assert [name for name in names if not (ROOT / f"tests/{kind}/test_{name}.py").is_file()] == []


@pytest.mark.parametrize("kind", ["faults", "probes"])
def test_every_fault_and_probe_carries_a_class_of_its_name(kind: str) -> None:
    for name in plugins.names(f"chaoslab.{kind}"):
        assert plugins.load(f"chaoslab.{kind}", name).__name__ == plugins.class_name(name)


def test_every_fault_is_used_by_an_experiment() -> None:
    text = "\n".join(path.read_text() for path in (ROOT / "experiments").rglob("*.yaml"))
    assert [name for name in faults.names() if f"{name}:" not in text] == []


def test_the_root_holds_nothing_but_what_the_order_names() -> None:
    there = {path.stem for path in PACKAGE.iterdir() if path.name != "__pycache__"}
    assert there == {*ORDER, "__init__"}
    assert len(there) <= MOST_PLACES


@pytest.mark.parametrize("room", ROOMS)
def test_a_large_part_holds_nothing_but_the_rooms_that_its_order_names(room: str) -> None:
    assert {path.stem for path in (PACKAGE / room).iterdir() if path.name != "__pycache__"} == {
        *ROOMS[room],
        "__init__",
    }


def arrows_against(order: Sequence[str], among: str = "chaoslab") -> list[str]:
    """The imports among the modules below a package that run against an order of its parts."""
    inside = [arrow for arrow in arrows() if all(module.startswith(f"{among}.") for module in arrow)]
    rank = {
        module: order.index(module.removeprefix(f"{among}.").partition(".")[0]) for arrow in inside for module in arrow
    }
    return [f"{module} imports {other}" for module, other in inside if rank[other] > rank[module]]


def _is_hidden(node: ast.AST) -> bool:
    """Whether it imports what these rules do not see: relative to its place, or a written name through a call."""
    if isinstance(node, ast.ImportFrom):
        return node.level > 0
    if not isinstance(node, ast.Call) or not node.args:
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in ("import_module", "__import__") and isinstance(node.args[0], ast.Constant)


@pytest.mark.parametrize("line", HIDDEN)
def test_an_import_that_no_rule_sees_is_told_as_such(line: str) -> None:
    assert any(map(_is_hidden, ast.walk(ast.parse(line))))


def test_every_import_is_one_that_the_rules_see() -> None:
    found = {
        f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if _is_hidden(node)
    }
    assert {place.partition(":")[0] for place in found} == BY_CALL, found


def test_every_module_imports_only_what_stands_before_its_part() -> None:
    assert len(arrows()) > len(modules()), "the imports were not read"
    assert arrows_against(ORDER) == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_module_of_a_large_part_imports_only_what_stands_before_its_room(room: str) -> None:
    assert arrows_against(ROOMS[room], f"chaoslab.{room}") == []


def test_the_root_module_imports_nothing_of_the_lab() -> None:
    assert [other for module, other in arrows() if module == "chaoslab"] == []


def test_no_module_imports_itself_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for module, other in arrows():
        graph.setdefault(module, set()).add(other)
    graphlib.TopologicalSorter(graph).prepare()  # CycleError names the circle


def test_what_begins_with_an_underscore_is_imported_in_its_own_package_only() -> None:
    private = [(module, other) for module, other in arrows() if re.fullmatch(r"_[a-z].*", other.rpartition(".")[2])]
    assert private
    assert [
        f"{module} imports {other}"
        for module, other in private
        if not f"{module}.".startswith(f"{other.rpartition('.')[0]}.")
    ] == []


def test_only_the_worldly_touch_the_world() -> None:
    touching = {module.split(".")[1] for module, other in arrows() if other.split(".")[1:2] == ["rig"]}
    assert touching == WORLDLY


@pytest.mark.parametrize("part", READING)
def test_the_rig_does_not_import_what_reads_its_timeline(part: str) -> None:
    assert part in ORDER
    assert [
        f"{module} imports {other}"
        for module, other in arrows()
        if module.split(".")[1:2] == ["rig"] and other.split(".")[1:2] == [part]
    ] == []


@pytest.mark.parametrize("library", ONE_IMPORTER)
def test_a_foreign_library_enters_through_one_file(library: str) -> None:
    importers = {
        str(path.relative_to(ROOT))
        for path in SOURCES
        for name in imports(path)
        if name == library or name.startswith(f"{library}.")
    }
    assert importers == BY_TWO[library] if library in BY_TWO else len(importers) == 1, importers


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


def test_no_function_is_longer_than_is_readable() -> None:
    lengths = {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert lengths
    assert {name: n for name, n in lengths.items() if n > LONGEST_FUNCTION} == {}


def test_only_what_says_where_things_lie_counts_folders_up_from_its_own_file() -> None:
    # The set-up begins before the lab can be imported.
    counting = {"chaoslab/setup/places.py", "chaoslab/setup/__main__.py"}
    upwards = re.compile(r"\.parents\b|\.parent\s*\.parent\b|\bdirname\(|['\"/]\.\.['\"/]")
    parts = [ROOT / part for part in ("chaoslab", "harness", "benchmarks", "tests")]
    files = [path for part in parts for path in sources(part) if path != Path(__file__)]
    texts = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in files}
    assert {path for path, text in texts.items() if "__file__" in text and upwards.search(text)} == counting


def test_every_source_file_opens_with_one_sentence() -> None:
    def opening(path: Path) -> str:
        return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""

    assert [str(path) for path in SOURCES if not opening(path).split("\n")[0].rstrip().endswith((".", ":"))] == []


def test_no_two_classes_share_a_name() -> None:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES)
    names = Counter(node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    assert {name for name, classes in names.items() if classes > 1} == SHARED_NAMES.keys()
    assert max(names.values()) <= 2


def test_the_recorder_emits_no_event_that_the_lab_does_not_know() -> None:
    text = (ROOT / "chaoslab/rig/browser/recorder/src/events.ts").read_text(encoding="utf-8")
    emitted = set(re.findall(r"['\"]([a-z]+\.[a-z_]+)['\"]", text))
    assert emitted
    assert emitted <= {name.value for name in EventName}


def test_the_recorder_samples_as_often_as_the_lab_believes() -> None:
    text = (ROOT / "chaoslab/rig/browser/recorder/src/main.ts").read_text(encoding="utf-8")
    assert f"const SAMPLE_MS = {MEDIA_STEP * 1000:g};" in text


def test_the_changelog_and_the_version_agree() -> None:
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert released[0] == chaoslab.__version__
