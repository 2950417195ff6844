"""A Python of the lab imports the lab's own code, wherever it is started and whatever the caller has set."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from chaoslab.setup import interpreter
from chaoslab.setup.places import ROOT

SAFE = {"-P", "-I"}
TEMPTING = ("harness", "chaoslab", "redis", "json", "asyncio", "typing", "signal", "pathlib", "yaml", "pip", "venv")
MARKING = "open({!r}, 'w').close()\nraise SystemExit('imported ' + __file__)\n"  # without an import of its own
VERBS = ("--version", "explain NO.yaml", "claims --runs .", "schema", "report .", "run NO.yaml")
CHILDREN = (
    "harness",
    "chaoslab.rig.media.publisher",
    "chaoslab.rig.legs.gate",
    "chaoslab.rig.legs.page_router",
)


def tempting(beside: Path) -> Path:
    """A folder of modules with names that the lab and its libraries import; each leaves a mark beside the folder."""
    folder = beside / "trap"
    folder.mkdir()
    for name in (*TEMPTING, "sitecustomize", "usercustomize", "__main__", "startup"):
        (folder / f"{name}.py").write_text(MARKING.format(str(beside / f"ran-{name}")))
    for name in ("harness", "redis"):
        (folder / name).mkdir()
        for file in ("__init__.py", "__main__.py"):
            (folder / name / file).write_text(MARKING.format(str(beside / f"ran-{name}-{file}")))
    (folder / "startup.js").write_text(f"require('fs').writeFileSync({str(beside / 'ran-startup.js')!r}, '')")
    return folder


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    return tempting(tmp_path)


def ran(trap: Path) -> list[str]:
    return sorted(path.name for path in trap.parent.glob("ran-*"))


def test_a_tempting_folder_does_tempt(trap: Path) -> None:
    ended = subprocess.run([sys.executable, "-m", "harness"], cwd=trap, capture_output=True, text=True, check=False)
    assert ended.returncode != 0
    assert ran(trap) == ["ran-harness-__init__.py"]


@pytest.mark.parametrize("child", CHILDREN)
def test_a_child_runs_nothing_of_the_folder_that_it_is_started_in(
    trap: Path, child: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", f"{os.pathsep}.{os.pathsep}../trap")
    monkeypatch.setenv("PYTHONSTARTUP", str(trap / "startup.py"))
    around = dict(os.environ)
    interpreter.forget_the_callers(around)
    ended = subprocess.run(
        interpreter.module(child, "--help"),
        cwd=trap,
        env=around | interpreter.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "usage:" in ended.stdout
    assert ran(trap) == []


def test_no_verb_runs_anything_of_the_folder_that_it_is_called_in(trap: Path) -> None:
    # The folder holds no module of that name, so that the installed one is found, with the folder first on the path.
    (trap / "chaoslab.py").unlink()
    installed = {**os.environ, "PYTHONPATH": str(ROOT)}
    program = [str(Path(sys.executable).with_name("chaoslab"))]
    for argv in ([*start, *verb.split()] for verb in VERBS for start in ([sys.executable, "-m", "chaoslab"], program)):
        if argv[:1] != program or Path(program[0]).is_file():
            ended = subprocess.run(argv, cwd=trap, env=installed, capture_output=True, text=True, check=False)
            assert ended.returncode in (0, 2), (argv, ended.stderr)
            assert "imported" not in ended.stdout + ended.stderr, argv
    assert ran(trap) == []


def test_of_the_callers_settings_stays_what_an_installation_may_rest_on() -> None:
    said = {"PYTHONPATH": ":/opt/lib:.:lib", "PYTHONHOME": "/odd", "NODE_OPTIONS": "--require ./x.js", "LANG": "C"}
    kept = dict(said)
    interpreter.forget_the_callers(kept)
    assert kept == {"PYTHONPATH": "/opt/lib", "LANG": "C"}
    interpreter.forget_the_callers(kept, whole=True)
    assert kept == {"LANG": "C"}


def python_commands(file: Path) -> Iterator[tuple[int, str, str]]:
    """Line, interpreter and first word after it of every command that a source file spells out."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.List | ast.Tuple) and node.elts:
            first = ast.unparse(node.elts[0])
            if re.search(r"sys\.executable|PYTHON\b|bin' / 'python|^'python3?'$", first):
                second = node.elts[1] if len(node.elts) > 1 else None
                yield node.lineno, first, str(second.value) if isinstance(second, ast.Constant) else ""


def test_every_python_that_the_lab_starts_is_kept_from_the_folder_it_is_started_in() -> None:
    sources = [file for part in ("chaoslab", "harness", "benchmarks") for file in (ROOT / part).rglob("*.py")]
    found = [(file, *one) for file in sources if "node_modules" not in file.parts for one in python_commands(file)]
    assert len(found) >= 6  # the set-up's, the reaper's, and those of `interpreter`
    assert [f"{file}:{line}: {first}" for file, line, first, second in found if second not in SAFE] == []


def test_so_is_every_python_of_the_images_and_scripts() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.chaos.yml").read_text())["services"].values()
    commands = [words for service in services for words in (service.get("command"), service["healthcheck"].get("test"))]
    spelt = [words[words.index("python") :] for words in commands if words and "python" in words]
    assert len(spelt) == 4
    assert [words for words in spelt if words[1] not in SAFE] == []
    scripts = [ROOT / "lab", *(ROOT / "findings").glob("*.sh"), ROOT / "harness" / "Dockerfile"]
    calls = [call for script in scripts for call in re.findall(r'python3?"? (-\S+)[^\n]*', script.read_text())]
    assert len(calls) >= 5
    assert set(calls) <= SAFE
