"""Whatever lies where the lab is called, and whatever the caller has set, is none of the lab's."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from chaoslab.setup.callers import forget_the_callers
from chaoslab.setup.places import ROOT

SAFE = {"-P", "-I"}
TEMPTING = ("harness", "chaoslab", "redis", "json", "asyncio", "typing", "signal", "pathlib", "yaml", "pip", "venv")
MARKING = "open({!r}, 'w').close()\nraise SystemExit('imported ' + __file__)\n"  # without an import of its own
VERBS = ("--version", "explain NO.yaml", "claims --runs .", "schema", "report .", "run NO.yaml")


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


def test_what_the_caller_has_set_is_dropped_and_nothing_else() -> None:
    said = {"PYTHONPATH": ".", "PYTHONHOME": "/odd", "NODE_OPTIONS": "--require ./x.js", "LANG": "C"}
    forget_the_callers(said)
    assert said == {"LANG": "C"}


def test_every_python_of_the_images_and_scripts_is_kept_from_the_folder_it_is_started_in() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.chaos.yml").read_text())["services"].values()
    commands = [words for service in services for words in (service.get("command"), service["healthcheck"].get("test"))]
    spelt = [words[words.index("python") :] for words in commands if words and "python" in words]
    assert len(spelt) == 4
    assert [words for words in spelt if words[1] not in SAFE] == []
    scripts = [ROOT / "lab", *(ROOT / "findings").glob("*.sh"), ROOT / "harness" / "Dockerfile"]
    calls = [call for script in scripts for call in re.findall(r'python3?"? (-\S+)[^\n]*', script.read_text())]
    assert len(calls) >= 5
    assert set(calls) <= SAFE
