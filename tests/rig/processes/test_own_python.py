"""Modules of the lab run wherever it is called; nothing that lies there is imported in their place."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from chaoslab.rig.processes.own_python import OWN_PATH, own_python
from chaoslab.setup.launch import main as launch
from chaoslab.setup.places import ROOT
from tests.import_arrows import sources

TEMPTING = ("harness", "chaoslab", "redis", "json", "asyncio", "websockets", "av", "sitecustomize", "typing_extensions")
MODULES = ("harness", "chaoslab.rig.legs.gate", "chaoslab.rig.legs.page_router", "chaoslab.rig.media.publisher")
ISOLATED = {"-I", "-P"}


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A folder with a module of each tempting name, each of which leaves a mark when it is imported."""
    for name in TEMPTING:
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'mark')!r}, 'a').write({name!r})\n")
    package = tmp_path / "harness"
    package.mkdir()
    (package / "__init__.py").write_text((tmp_path / "harness.py").read_text())
    (package / "__main__.py").write_text("raise SystemExit(99)\n")
    return tmp_path


def call(argv: list[str], folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        argv, cwd=folder, env=env, capture_output=True, text=True, timeout=60, check=False, stdin=subprocess.DEVNULL
    )


@pytest.mark.parametrize("module", MODULES)
def test_a_child_runs_the_labs_own_module(trap: Path, module: str) -> None:
    done = call(own_python(module, "--help"), trap, **{"PYTHONPATH": str(trap), **OWN_PATH})
    assert done.returncode == 0, done.stderr
    assert module in done.stdout
    assert not (trap / "mark").exists()


def test_the_lab_itself_takes_nothing_from_where_it_is_called(trap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr("chaoslab.setup.launch.prepare", lambda _due: ())
    monkeypatch.setattr("chaoslab.setup.environments.hold", lambda **_: Path(sys.prefix))
    monkeypatch.setattr(os, "environ", os.environ.copy())
    monkeypatch.setattr(os, "execv", lambda _program, words: started.append(words))
    launch(["--version"])
    done = call(started[0], trap, PYTHONPATH=str(trap))
    assert done.stdout.startswith("chaoslab "), done.stderr
    assert not (trap / "mark").exists()


def test_the_trap_springs_where_a_python_is_started_without_care(trap: Path) -> None:
    assert call([sys.executable, "-m", "harness"], trap).returncode == 99
    assert (trap / "mark").exists()
    assert _words_after_python(ast.parse("run([sys.executable, '-m', 'harness'])")) == ["-m"]


def test_every_python_that_the_lab_starts_is_isolated() -> None:
    started = {
        f"{path.relative_to(ROOT)}: {word}"
        for part in ("chaoslab", "harness", "benchmarks")
        for path in sources(ROOT / part)
        for word in _words_after_python(ast.parse(path.read_text(encoding="utf-8")))
        if word not in ISOLATED
    }
    assert started == set()


def _words_after_python(tree: ast.AST) -> list[str]:
    """The word that follows an interpreter's name in every list in a source."""
    after: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.List):
            for name, word in zip(node.elts, node.elts[1:], strict=False):
                if _is_python(name):
                    after.append(str(word.value) if isinstance(word, ast.Constant) else ast.dump(word))
    return after


def _is_python(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        return any(map(_is_python, node.args))
    text = ast.unparse(node)
    return text in ("sys.executable", "PYTHON", "BASE_PYTHON", "packages.PYTHON") or sys.executable == text
