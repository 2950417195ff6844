"""The Redis for the tests: one that is there, else the program of a package that starts no service."""

from dataclasses import replace
from pathlib import Path

import pytest

from chaoslab.errors import Missing
from chaoslab.setup import apt, places, redis
from chaoslab.setup.work import Crew, Work
from tests.programs_here import redis as redis_here

FOUND = redis_here()
REAL = FOUND.resolve() if FOUND else Path("/nowhere")  # Debian's redis-server is a link to the program of redis-tools


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any program; the folder where programs would be."""
    programs = tmp_path / "usr"
    programs.mkdir()
    linked = tmp_path / ".lab" / "redis-server"
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.delenv("CHAOSLAB_REDIS", raising=False)
    monkeypatch.setattr(redis, "REDIS", linked)
    monkeypatch.setattr(places, "PROGRAMS", linked.parent)
    monkeypatch.setattr(redis, "_COMPONENT", replace(redis._COMPONENT, candidates=("redis-server", linked)))
    return programs


@pytest.mark.skipif(FOUND is None, reason="no redis-server on PATH, and CHAOSLAB_REDIS names none")
def test_the_program_of_the_package_serves_under_the_name_of_the_server(
    bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def install(_work: Work, *packages: str) -> None:
        asked.extend(packages)
        (bare / "redis-check-rdb").symlink_to(REAL)

    monkeypatch.setattr(apt, "install", install)
    (step,) = redis.steps()
    assert not step.present()
    step.act(Work("Redis", tmp_path / "log", Crew()))
    assert asked == ["redis-tools"]
    assert step.present()
    assert (tmp_path / ".lab" / "redis-server").resolve() == REAL


def test_where_the_package_has_no_such_program_the_remedy_is_told(
    bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apt, "install", lambda *_words: None)
    with pytest.raises(Missing, match="apt-get install redis-server"):
        redis.steps()[0].act(Work("Redis", tmp_path / "log", Crew()))
    assert not list(bare.iterdir())


def test_one_that_the_environment_names_wrongly_is_not_replaced(
    bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHAOSLAB_REDIS", "/no/such/redis")
    monkeypatch.setattr(apt, "install", lambda *_words: pytest.fail("nothing is to be installed"))
    with pytest.raises(Missing, match="CHAOSLAB_REDIS names /no/such/redis"):
        redis.steps()[0].act(Work("Redis", tmp_path / "log", Crew()))
    assert not list(bare.iterdir())
