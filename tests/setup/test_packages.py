"""The lock files name everything that pyproject.toml asks for, each archive by its hash, and no host."""

import re
import tomllib
from pathlib import Path

import pytest

from chaoslab.setup import places

LOCKS = sorted((places.ROOT / "requirements").glob("*.lock"))


def pins(name: str) -> dict[str, str]:
    text = (places.ROOT / "requirements" / f"{name}.lock").read_text()
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))


def named(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w.-]", line, maxsplit=1)[0].lower() for line in requirements}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_pin_has_a_hash_and_no_host_is_named(lock: Path) -> None:
    text = lock.read_text()
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"[\w.-]+==\S+ .*\\\n    --hash=sha256:[0-9a-f]{64}", entry, re.DOTALL), entry
    assert "://" not in text


def test_what_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((places.ROOT / "pyproject.toml").read_text())
    runtime = named(project["project"]["dependencies"]) | named(project["dependency-groups"]["editable"])
    dev = named(project["project"]["optional-dependencies"]["dev"])
    assert runtime - pins("runtime").keys() == set()
    assert dev - pins("dev").keys() == set()


def test_tests_run_on_what_runs() -> None:
    assert pins("runtime").items() <= pins("dev").items()
