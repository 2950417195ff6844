"""Toxiproxy, with a small program of the lab's own around it, and lal; go.mod and go.sum pin their Go modules."""

import os
import re
import shutil
from pathlib import Path

from chaoslab.setup import places
from chaoslab.setup.components import COMPONENTS, locate
from chaoslab.setup.step import SetupStep, fingerprint
from chaoslab.setup.work import Work

_TOXIPROXY = "github.com/Shopify/toxiproxy/v2"
_LAL = "github.com/q191201771/lal"
_GO_CACHE = places.CACHE / "go"


def steps() -> tuple[SetupStep, ...]:
    """lal after Toxiproxy, so that shared packages compile once. A program that a variable names is not built."""
    version = f"-X {_TOXIPROXY}.Version={pinned(_TOXIPROXY)}"
    both = (
        _step("toxiproxy", f"Toxiproxy {pinned(_TOXIPROXY)}", "./toxiproxy", version, after="go"),
        _step("lalserver", f"lal {pinned(_LAL)}", f"{_LAL}/app/lalserver", after="toxiproxy"),
    )
    return tuple(step for step in both if not os.environ.get(COMPONENTS[step.name].variable))


def pinned(module: str) -> str:
    """The version of a module that go.mod names, without its v."""
    text = (places.GO_MODULE / "go.mod").read_text(encoding="utf-8")
    match = re.search(rf"^\s*{re.escape(module)} v([\d.]+)", text, re.MULTILINE)
    assert match, f"go.mod does not pin {module}"
    return match[1]


def _step(name: str, title: str, package: str, set_version: str = "", *, after: str) -> SetupStep:
    program = places.PROGRAMS / name

    def act(work: Work) -> None:
        _build(work, package, program, f"-s -w {set_version}".strip())
        if name == "lalserver":
            shutil.rmtree(_GO_CACHE, ignore_errors=True)  # 300 MB that no later call needs

    return SetupStep(
        name,
        title,
        f"building {title}",
        f"{title} built",
        act,
        inputs=lambda: fingerprint(places.GO_MODULE, package, set_version),
        present=lambda: os.access(program, os.X_OK),
        after=("go", after),
    )


def _build(work: Work, package: str, program: Path, link: str) -> None:
    program.parent.mkdir(parents=True, exist_ok=True)
    draft = program.with_suffix(".draft")
    flags = ["-mod=readonly", "-modcacherw", "-trimpath", f"-ldflags={link}"]
    work.run([locate("go"), "build", *flags, "-o", draft, package], env=_environment(), cwd=places.GO_MODULE)
    draft.replace(program)


def _environment() -> dict[str, str]:
    """What the user has set stays; what Go would keep in the home folder goes into the clone."""
    caches = {"GOPATH": _GO_CACHE, "GOMODCACHE": _GO_CACHE / "mod", "GOCACHE": _GO_CACHE / "build"}
    ours = {name: os.environ.get(name) or str(folder) for name, folder in caches.items()}
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path("~/.config").expanduser())
    settings = os.environ.get("GOENV") or str(config / "go" / "env")  # from `go env -w`: a proxy, say
    no_telemetry = {"XDG_CONFIG_HOME": os.devnull, "GOENV": settings}
    return ours | no_telemetry | {"CGO_ENABLED": "0", "GOTOOLCHAIN": "local", "GOWORK": "off"}
