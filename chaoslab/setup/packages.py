"""The Python environment of the lab: filled from the lock files, with this clone in editable mode."""

import importlib.util
import os
import sys
from pathlib import Path

from chaoslab.setup import apt, environments, places
from chaoslab.setup.step import SetupStep, fingerprint, unmark
from chaoslab.setup.work import BASE_PYTHON, Work

PYTHON = places.VENV / "bin" / "python"
CHAOSLAB = places.VENV / "bin" / "chaoslab"
_REQUIREMENTS = places.ROOT / "requirements"
RUNTIME, _DEV = _REQUIREMENTS / "runtime.lock", _REQUIREMENTS / "dev.lock"
_CERTIFICATES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)


def steps() -> tuple[SetupStep, ...]:
    """The environment, what the lab runs on, and what its own tests need."""
    return (
        SetupStep(
            "venv",
            "the Python environment",
            "making the Python environment",
            "Python environment made",
            _make_venv,
            inputs=_inputs,
            present=_whole,
        ),
        SetupStep(
            "packages",
            "Python packages",
            "installing Python packages",
            "Python packages installed",
            _install_packages,
            inputs=_inputs,
            present=_whole,
            after=("venv",),
        ),
        SetupStep(
            "dev",
            "test and lint tools",
            "installing test and lint tools",
            "test and lint tools installed",
            _install_dev,
            inputs=lambda: fingerprint(_inputs(), _DEV),
            present=lambda: _whole() and (places.VENV / "bin" / "pytest").is_file(),
            after=("packages",),
        ),
    )


def pip_install(work: Work, lock: Path, *more: str | Path) -> None:
    """Install exactly what a lock file names, each archive checked against its hash."""
    _pip(work, "--require-hashes", "--no-deps", "-r", lock, *more)


def _inputs() -> str:
    """Whatever changes here, a new environment is made beside the one that labs may be running on."""
    python = f"Python 3.{sys.version_info.minor}"
    return fingerprint(python, str(BASE_PYTHON), f"in {places.ROOT}", RUNTIME, _project())


def _whole() -> bool:
    return environments.is_whole(_inputs())


def _project() -> str:
    """What pyproject.toml says about the package itself, without the settings of tools."""
    return (places.ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("\n[tool.")[0]


def _make_venv(work: Work) -> None:
    for dependent in ("packages", "dev"):
        unmark(dependent)
    _install_what_debian_splits_off(work)
    work.run([BASE_PYTHON, "-I", "-m", "venv", environments.begin()])


def _install_what_debian_splits_off(work: Work) -> None:
    missing = []
    if importlib.util.find_spec("ensurepip") is None:
        missing.append(f"python3.{sys.version_info.minor}-venv")
    if not any(map(os.path.exists, _CERTIFICATES)) and not os.environ.get("SSL_CERT_FILE"):
        missing.append("ca-certificates")  # go trusts what the system trusts
    if missing:
        apt.install(work, *missing)


def _install_packages(work: Work) -> None:
    if _whole():  # a set-up was cut between the last act of this step and its mark
        return
    pip_install(work, RUNTIME)
    _pip(work, "--no-deps", "--no-index", "--no-build-isolation", "--editable", places.ROOT)
    _compile(work)
    environments.finish(_inputs(), work.say)


def _install_dev(work: Work) -> None:
    def add() -> None:
        pip_install(work, _DEV)
        _compile(work)

    environments.add(add)


def _compile(work: Work) -> None:
    # pip compiles on one core, and with PYTHONDONTWRITEBYTECODE every start would compile again.
    work.run([*_python("compileall"), "-q", "-j", "0", environments.to_fill() / "lib"])


def _pip(work: Work, *words: str | Path) -> None:
    # pip asks `rustc` for its version, and rustup would begin a folder at home.
    rust = {"RUSTUP_HOME": str(places.CACHE / "rustup")}
    cache = {"PIP_CACHE_DIR": os.environ.get("PIP_CACHE_DIR") or str(places.CACHE / "pip"), **rust}
    quiet = ("--no-input", "--no-compile", "--disable-pip-version-check", "--progress-bar", "off")
    work.run([*_python("pip"), "install", *quiet, *words], env=cache)


def _python(module: str) -> tuple[str | Path, ...]:
    return (environments.to_fill() / "bin" / "python", "-I", "-m", module)
